import { type Evidence, listWritings, mustStand } from './evidence.ts'
import { judgeVoicemails } from './judge-voicemails.ts'

/** Every follow-up and task is there once, with its words, and done when its end was saved. */
export function judgeTasks(evidence: Evidence): void {
  const { rows, fail } = evidence
  const made = [
    ...listWritings(evidence, 'task.create').map((writing) => ({ writing, followUp: writing.body.followUp })),
    ...listWritings(evidence, 'interaction.dispose').flatMap((writing) =>
      writing.body.followUp ? [{ writing, followUp: writing.body.followUp }] : [],
    ),
  ]
  const stored = new Map(
    rows(`select * from task where kind not in ('unfinished_wrap_up', 'voicemail')`).map((row) => [
      String(row.id),
      row,
    ]),
  )
  const completed = listWritings(evidence, 'task.complete')
  for (const { writing, followUp } of made) {
    const row = stored.get(followUp.taskId)
    stored.delete(followUp.taskId)
    if (!row) {
      if (mustStand(evidence, writing)) fail(`task ${followUp.taskId} was saved and is lost`)
      continue
    }
    if (row.title !== followUp.title) fail(`task ${followUp.taskId} says "${row.title}"`)
    const ends = completed.filter(({ body }) => body.taskId === followUp.taskId)
    if (row.status !== 'done' && ends.some((end) => mustStand(evidence, end)))
      fail(`task ${row.id} was completed and is open`)
    if (row.status === 'done' && ends.length === 0) fail(`task ${row.id} is done and nobody completed it`)
  }
  for (const id of stored.keys()) fail(`task ${id} was invented`)
  judgeVoicemails(evidence)
  const reminders =
    rows(`select interaction_id, count(*) as times from task where kind = 'unfinished_wrap_up' and status = 'open'
    group by interaction_id, assignee_id having times > 1`)
  for (const row of reminders) fail(`the reminder of ${row.interaction_id} is there ${row.times} times`)
}
