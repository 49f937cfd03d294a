import { type Evidence, listWritings, mustStand, type Row, type WritingOf } from './evidence.ts'
import { isInOrder } from './judge-outcomes.ts'

type Edit = { writing: WritingOf<'customer.update'>; field: string; value: string; baseVersion: number }
const columns: Record<string, string> = { note: 'note', jobTitle: 'job_title' }

/**
 * Every edit of a customer is in the history once, by its value, which nobody wrote twice. The history of a field is a
 * chain without a gap, it ends in the value that stands, and where two people met there is a conflict for both.
 */
export function judgeCustomers(evidence: Evidence): void {
  const { rows, fail } = evidence
  const edits = listWritings(evidence, 'customer.update').flatMap((writing) =>
    writing.body.changes.map(
      ({ field, value, baseVersion }): Edit => ({ writing, field, value: String(value), baseVersion }),
    ),
  )
  const byValue = new Map(edits.map((edit) => [edit.value, edit]))
  const history = rows('select * from customer_field_history order by version')
  const times = new Map<string, number>()
  for (const row of history) {
    const value = String(JSON.parse(String(row.new_value)))
    times.set(value, (times.get(value) ?? 0) + 1)
    const edit = byValue.get(value)
    if (!edit) fail(`an edit of ${row.customer_id} was invented: ${value}`)
    else if (edit.writing.user !== row.user_id) fail(`the edit "${value}" stands under ${row.user_id}`)
  }
  for (const edit of edits) {
    const count = times.get(edit.value) ?? 0
    if (count > 1) fail(`the edit "${edit.value}" was applied ${count} times`)
    if (count === 0 && mustStand(evidence, edit.writing)) fail(`the edit "${edit.value}" was saved and is lost`)
  }
  const conflicts = rows('select * from conflict')
  for (const chain of Map.groupBy(history, (row) => `${row.customer_id} ${row.field}`).values()) {
    judgeChain(evidence, chain, byValue, conflicts)
  }
  judgeCreated(evidence)
}

function judgeChain(
  evidence: Evidence,
  chain: Row[],
  byValue: ReadonlyMap<string, Edit>,
  conflicts: readonly Row[],
): void {
  const { rows, fail } = evidence
  const { customer_id: customerId, field } = chain[0] ?? {}
  const name = `${field} of ${customerId}`
  for (const [index, row] of chain.entries()) {
    const before = chain[index - 1]
    if (row.version !== index + 1) fail(`the history of ${name} has a hole before version ${row.version}`)
    if (before && before.new_value !== row.old_value) fail(`version ${row.version} of ${name} replaced another value`)
    const base = byValue.get(String(JSON.parse(String(row.new_value))))?.baseVersion ?? 0
    const isConflict = before !== undefined && before.user_id !== row.user_id && base < index
    const found = conflicts.filter(
      (conflict) =>
        conflict.customer_id === customerId && conflict.field === field && conflict.kept_value === row.new_value,
    )
    if (isConflict && found.length !== 1)
      fail(`version ${row.version} of ${name} met another: ${found.length} conflicts`)
    if (!isConflict && found.length > 0) fail(`version ${row.version} of ${name} is called a conflict and is none`)
    for (const conflict of found) {
      if (conflict.replaced_value !== before?.new_value)
        fail(`a conflict about ${name} lost the value that was replaced`)
      const told = rows('select user_id from conflict_notice where conflict_id = ?', String(conflict.id))
      if (told.length !== 2) fail(`a conflict about ${name} was told to ${told.length} people`)
    }
  }
  const stands = rows(`select ${columns[String(field)]} as value from customer where id = ?`, String(customerId))
  const last = String(JSON.parse(String(chain.at(-1)?.new_value)))
  if (stands[0]?.value !== last) fail(`${name} is "${stands[0]?.value}", its history ends in "${last}"`)
  const values = chain.map((row) => String(JSON.parse(String(row.new_value))))
  const own = [...byValue.values()].filter((edit) => values.includes(edit.value) && mustStand(evidence, edit.writing))
  for (const [desk, edits] of Map.groupBy(own, (edit) => edit.writing.desk)) {
    if (
      !isInOrder(
        edits.map((edit) => edit.value),
        values,
      )
    )
      fail(`edits of ${name} from ${desk} are out of order`)
  }
}

function judgeCreated(evidence: Evidence): void {
  const { rows, fail } = evidence
  const stored = new Map(
    rows(`select id, name from customer where id like 'new-%'`).map((row) => [String(row.id), row]),
  )
  for (const writing of listWritings(evidence, 'customer.create')) {
    const row = stored.get(writing.body.customerId)
    stored.delete(writing.body.customerId)
    if (!row && mustStand(evidence, writing)) fail(`the new customer ${writing.body.customerId} was saved and is lost`)
    if (row && row.name !== writing.body.name) fail(`the new customer ${row.id} is called "${row.name}"`)
  }
  for (const id of stored.keys()) fail(`customer ${id} was invented`)
}
