import { zodResolver } from '@hookform/resolvers/zod'
import { Button, SegmentedControl, TextInput } from '@mantine/core'
import { Controller, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { DueTimeField } from '#renderer/call/form/due-time-field.tsx'
import { SidePanel } from '#renderer/customer/side-panel.tsx'
import { useConsoleTools } from '#renderer/state/console-context.tsx'
import { type CustomerId, type InteractionId, TaskId } from '#shared/protocol/ids.ts'
import { personText } from '#shared/protocol/scalars.ts'

const TaskForm = z.object({
  kind: z.enum(['callback', 'task']),
  title: personText(200).refine((title) => title.trim() !== ''),
  dueAt: z.int().min(0).nullable(),
})
type TaskForm = z.infer<typeof TaskForm>

type Props = { customerId: CustomerId; interactionId: InteractionId | null; title: string; onClose: () => void }

/** A promise to this customer, with a due time. */
export function CreateTask({ customerId, interactionId, title, onClose }: Props) {
  const { t } = useTranslation('customer')
  const { dispatch, newId } = useConsoleTools()
  const form = useForm<TaskForm>({
    resolver: zodResolver(TaskForm),
    defaultValues: { kind: 'task', title, dueAt: null },
  })
  const save = form.handleSubmit(async (values) => {
    const answer = await dispatch.paperwork([
      {
        type: 'task.create',
        followUp: {
          taskId: TaskId.parse(newId()),
          kind: values.kind,
          title: values.title.trim(),
          dueAt: values.dueAt,
        },
        customerId,
        interactionId,
      },
    ])
    if (answer.ok) onClose()
  })
  return (
    <SidePanel title={t('taskForm.title')} onClose={onClose}>
      <form onSubmit={(event) => void save(event)} noValidate style={{ display: 'grid', gap: 14 }}>
        <TextInput
          label={t('taskForm.what')}
          required
          maxLength={200}
          data-autofocus
          error={form.formState.errors.title && t('taskForm.required')}
          {...form.register('title')}
        />
        <Controller
          control={form.control}
          name="kind"
          render={({ field }) => (
            <SegmentedControl
              aria-label={t('taskForm.kind')}
              data={[
                { value: 'task', label: t('taskKind.task') },
                { value: 'callback', label: t('taskKind.callback') },
              ]}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        <Controller
          control={form.control}
          name="dueAt"
          render={({ field }) => (
            <DueTimeField value={field.value} needed={false} error={false} onChange={field.onChange} />
          )}
        />
        <div>
          <Button type="submit" loading={form.formState.isSubmitting}>
            {t('taskForm.save')}
          </Button>
        </div>
      </form>
    </SidePanel>
  )
}
