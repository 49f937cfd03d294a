import type { Executor } from '#central/db/executor.ts'
import { prepareQuery } from '#central/db/prepare-query.ts'
import { insertRow, updateRows } from '#central/db/write-row.ts'

/** Sequences of line primitives. What comes after one of them is decided by its name, also after a crash. */
export type SequenceName =
  | 'greet'
  | 'turn-away'
  /** who cannot be served says what it is about */
  | 'voicemail'
  | 'connect'
  | 'join'
  | 'hold'
  | 'resume'
  | 'mute'
  | 'hang-up'
  | 'return'
  /** aside, by its agent: theirs until the customer has music */
  | 'park'
  /** to an agent or a number who is asked: the customer waits with music */
  | 'consult'
  /** who hears whom while somebody is asked */
  | 'rearrange'
  /** a supervisor's line is dialled, and let into the call */
  | 'monitor'
  /** on to somebody else, without this agent */
  | 'hand-on'
  /** the number that an agent calls, once their own line is up */
  | 'dial-out'
  /** the agent's telephone anew, for a console that came back */
  | 'redial'
  | 'record'
  | 'pause-recording'
  | 'resume-recording'
  /** in the middle of a call: whoever is recorded consents no longer */
  | 'stop-recording'
  /** of a call that is over */
  | 'settle-recording'

export type Sequence = {
  id: string
  callId: string
  name: SequenceName
  /** the line commands as JSON: journalled before the line hears of the first */
  steps: string
  step: number
}

export async function insertSequence(tx: Executor, sequence: Omit<Sequence, 'step'> & { now: number }): Promise<void> {
  await insertRow(tx, 'journal', {
    id: sequence.id,
    call_id: sequence.callId,
    flow: sequence.name,
    steps: sequence.steps,
    step: 0,
    state: 'running',
    created_at: sequence.now,
    updated_at: sequence.now,
    failure: null,
  })
}

/** Whether a sequence of this name is under way for the call. */
export async function isSequenceRunning(db: Executor, callId: string, name: SequenceName): Promise<boolean> {
  const row = await db
    .selectFrom('journal')
    .select('id')
    .where('state', '=', 'running')
    .where('call_id', '=', callId)
    .where('flow', '=', name)
    .executeTakeFirst()
  return row !== undefined
}

/** Sequences that were not finished, in the order they were begun: what a restarted central takes up again. */
export async function listRunningSequences(db: Executor, untouchedSince: number): Promise<Sequence[]> {
  const rows = await selectRunning(db, { untouchedSince })
  return rows.map(readSequence)
}

const selectRunning = prepareQuery((db, slot: { untouchedSince: number }) =>
  db
    .selectFrom('journal')
    .select(['id', 'call_id', 'flow', 'steps', 'step'])
    .where('state', '=', 'running')
    .where('updated_at', '<=', slot.untouchedSince)
    .orderBy('created_at')
    .orderBy('id'),
)

/** Notes that the line has done step `step`. */
export async function advanceSequence(db: Executor, sequence: Sequence, now: number): Promise<void> {
  await updateRows(
    db,
    'journal',
    { id: sequence.id, step: sequence.step },
    { step: sequence.step + 1, updated_at: now },
  )
}

/** Closes a sequence, once. */
export async function closeSequence(
  db: Executor,
  id: string,
  ending: { state: 'done' | 'failed'; failure: string | null; now: number },
): Promise<boolean> {
  const { state, failure, now } = ending
  return (await updateRows(db, 'journal', { id, state: 'running' }, { state, failure, updated_at: now })) === 1
}

function readSequence(row: { id: string; call_id: string; flow: string; steps: string; step: number }): Sequence {
  return { id: row.id, callId: row.call_id, name: row.flow as SequenceName, steps: row.steps, step: row.step }
}
