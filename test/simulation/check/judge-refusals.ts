import { type Evidence, listWritings } from './evidence.ts'

/** Work is refused only for what its author did, never because something was out of order. */
export function judgeRefusals(evidence: Evidence): void {
  const { ledger, fail, rows } = evidence
  for (const { desk, body, code } of [...ledger.refusedAtEnd, ...ledger.discarded]) {
    // without an outcome a wrap-up cannot be finished
    if (body.type === 'wrap-up.finish' && code === 'disposition_required') continue
    // a task that was never saved
    if (body.type === 'task.complete' && code === 'task_not_found' && !isSavedTask(evidence, body.taskId)) continue
    fail(`${desk} was refused ${body.type} with ${code}: ${JSON.stringify(body)}`)
  }
  for (const { body } of listWritings(evidence, 'wrap-up.finish').filter((writing) => writing.said === 'saved')) {
    const [row] = rows('select finished_at from wrap_up where id = ?', body.wrapUpId)
    if (!row) fail(`wrap-up ${body.wrapUpId} is not known`)
  }
}

function isSavedTask(evidence: Evidence, taskId: string): boolean {
  return evidence.rows('select id from task where id = ?', taskId).length > 0
}
