import type { Clock } from '#shared/domain/clock.ts'
import type { Desk, Draft } from '#shared/protocol/desk-port.ts'
import type { Refusal } from '#shared/protocol/error.ts'

export type DraftFields = Draft['fields']
export type DraftStatus =
  | { kind: 'saved'; revision: number }
  | { kind: 'saving' }
  | { kind: 'failed'; refusal: Refusal }

/** Half-typed work on its way to the desk's disk. */
export interface DraftKeeper {
  /** Keeps these fields; they are on disk within 300 ms unless `onStatus` says otherwise. */
  edit(key: string, fields: DraftFields): void
  /** Writes what waits at once, e.g. as the page is hidden or before paperwork is sent. */
  flush(key?: string): Promise<void>
  /** Forgets what waits: the draft itself was dropped or sent. */
  forget(key: string): void
}

type Entry = {
  fields: DraftFields
  revision: number
  dirty: boolean
  writing: Promise<void> | null
  cancel: () => void
}
type Options = {
  desk: Pick<Desk, 'send'>
  clock: Clock
  readRevision: (key: string) => number
  onStatus: (key: string, status: DraftStatus) => void
}

/** Time from the first unsaved key press to the write. With the write itself it stays below the promised 300 ms. */
const writeAfterMs = 150
const retryAfterMs = 2000

/** Collects edits of one moment into one write per draft, one write at a time, newest last. */
export function makeDraftKeeper({ desk, clock, readRevision, onStatus }: Options): DraftKeeper {
  const entries = new Map<string, Entry>()

  async function write(key: string, entry: Entry): Promise<void> {
    entry.cancel()
    if (entry.writing !== null) await entry.writing
    if (!entry.dirty || entries.get(key) !== entry) return
    entry.dirty = false
    entry.revision = Math.max(entry.revision, readRevision(key)) + 1
    entry.writing = save(key, entry).finally(() => {
      entry.writing = null
    })
    await entry.writing
  }

  async function save(key: string, entry: Entry): Promise<void> {
    const { revision, fields } = entry
    const command = { type: 'draft.save' as const, key, revision, fields }
    const answer = await desk.send({ kind: 'local', command })
    if (entries.get(key) !== entry) return
    if (answer.ok) {
      if (!entry.dirty) onStatus(key, { kind: 'saved', revision })
      return
    }
    entry.dirty = true
    onStatus(key, { kind: 'failed', refusal: answer.refusal })
    plan(key, entry, retryAfterMs)
  }

  function plan(key: string, entry: Entry, delayMs: number): void {
    entry.cancel()
    entry.cancel = clock.schedule(delayMs, () => void write(key, entry))
  }

  return {
    edit(key, fields) {
      const entry = entries.get(key) ?? { fields, revision: 0, dirty: false, writing: null, cancel: () => {} }
      entries.set(key, entry)
      entry.fields = fields
      onStatus(key, { kind: 'saving' })
      // counted from the first edit, not from the last: steady typing must not postpone the write for ever
      if (!entry.dirty) plan(key, entry, writeAfterMs)
      entry.dirty = true
    },
    async flush(key) {
      const chosen = key === undefined ? [...entries] : [...entries].filter(([name]) => name === key)
      await Promise.all(chosen.map(([name, entry]) => write(name, entry)))
    },
    forget(key) {
      entries.get(key)?.cancel()
      entries.delete(key)
    },
  }
}
