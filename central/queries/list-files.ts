import { mayHear, selectServes } from '#central/recordings/stored-rows.ts'
import { scopeOf } from '#shared/domain/rights.ts'
import type { QueryResult } from '#shared/protocol/query/query.ts'
import type { Answer } from './asker.ts'
import { MOST_LISTED } from './limits.ts'

type File = QueryResult<'customer.files'>['files'][number]

/** Documents, contracts and recordings of a customer, newest first; what they say about themselves, not their content. */
export const listFiles: Answer<'customer.files'> = async ({ db, userId, role }, { customerId }) => {
  const documents = await db
    .selectFrom('document')
    .select(['id', 'kind', 'name', 'at', 'size_bytes'])
    .where('customer_id', '=', customerId)
    .orderBy('at', 'desc')
    .limit(MOST_LISTED)
    .execute()
  const contracts = await db
    .selectFrom('account')
    .select(['id', 'number', 'title', 'started_at'])
    .where('customer_id', '=', customerId)
    .where('kind', '=', 'contract')
    .orderBy('started_at', 'desc')
    .limit(MOST_LISTED)
    .execute()
  const recordings = await db
    .selectFrom('recording')
    .leftJoin('interaction', 'interaction.id', 'recording.interaction_id')
    .select(['recording.id', 'recording.started_at', 'recording.duration_ms', 'recording.size_bytes'])
    .select(['interaction.subject', 'interaction.agent_id', 'recording.stored_at', 'recording.purpose'])
    .select((e) => selectServes(e, userId))
    .where('recording.customer_id', '=', customerId)
    .where('recording.discarded_at', 'is', null)
    .orderBy('recording.started_at', 'desc')
    .limit(MOST_LISTED)
    .execute()
  const files: File[] = [
    ...documents.map(({ id, kind, name, at, size_bytes }) =>
      file({ fileId: id, kind, name, at, sizeBytes: size_bytes }),
    ),
    ...contracts.map((row) =>
      file({ fileId: row.id, kind: 'contract', name: `${row.number} · ${row.title}`, at: row.started_at }),
    ),
    ...recordings.map((row) =>
      file({
        fileId: row.id,
        kind: 'recording',
        name: row.subject ?? '',
        at: row.started_at,
        durationMs: row.duration_ms,
        sizeBytes: row.size_bytes,
        playable: row.stored_at !== null && mayHear(scopeOf(role, 'recording.play'), userId, row),
      }),
    ),
  ]
  const newestFirst = files.sort((a, b) => b.at - a.at || (a.fileId < b.fileId ? 1 : -1))
  return { files: newestFirst.slice(0, MOST_LISTED) }
}

function file(given: Omit<File, 'durationMs' | 'sizeBytes' | 'playable'> & Partial<File>): File {
  return { durationMs: null, sizeBytes: null, playable: false, ...given }
}
