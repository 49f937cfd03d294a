import { useEffect, useState } from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import type { z } from 'zod'
import { useConsole, useConsoleTools } from '#renderer/state/console-context.tsx'
import type { DraftKeeper } from '#renderer/state/draft-keeper.ts'

/** A half-filled form as this desk kept it, read once; null when there is none or it no longer fits. */
export function useKeptForm<T>(key: string, schema: z.ZodType<T>): T | null {
  const { drafts } = useConsoleTools()
  const saved = useConsole((state) => state.drafts[key]?.fields.form)
  const [kept] = useState(() => {
    const read = schema.safeParse(parseJson(drafts.local.getState()[key]?.fields.form ?? saved))
    return read.success ? read.data : null
  })
  return kept
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return null
  try {
    return JSON.parse(text)
  } catch {
    // not ours: the form starts empty, the draft stays on disk until something is typed
    return null
  }
}

/** Keeps every edit of a form on the desk's disk under `key`, until it is sent or dropped. */
export function useFormDraft<T extends FieldValues>(key: string, form: UseFormReturn<T>): DraftKeeper {
  const { keeper, local } = useConsoleTools().drafts
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: ({ values }) => keeper.edit(key, { form: JSON.stringify(values) }),
      }),
    [form, key, keeper],
  )
  // what the keeper masked is masked in the form too
  useEffect(
    () =>
      local.subscribe((all) => {
        const kept = parseJson(all[key]?.fields.form)
        if (typeof kept !== 'object' || kept === null) return
        const shown = form.getValues()
        for (const [name, value] of Object.entries(kept)) {
          if (JSON.stringify(shown[name]) !== JSON.stringify(value)) form.setValue(name as Path<T>, value)
        }
      }),
    [form, key, local],
  )
  return keeper
}
