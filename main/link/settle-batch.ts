import { unpackAnswers } from '#shared/domain/desk/pack-answers.ts'
import type { Paperwork } from '#shared/protocol/command/paperwork.ts'
import type { PaperworkAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import type { PaperworkFrameAnswer } from '#shared/protocol/envelope.ts'
import type { Refusal } from '#shared/protocol/error.ts'
import type { CommandId } from '#shared/protocol/ids.ts'

/** What the pusher may do to the store. */
export interface PushBooks {
  /** the oldest waiting commands with a number above `above` that fit */
  readBatch(maxCount: number, maxBytes: number, above: number): Paperwork[]
  /** null: nothing waits */
  readOldestN(): number | null
  /** one transaction: confirmed commands leave, refused ones go to the list; false: the disk did not take it */
  settle(answers: readonly PaperworkAnswer[]): boolean
  countAttempt(commandIds: readonly CommandId[]): void
}

export type Verdict =
  | { kind: 'settled' }
  /** central has answered, but this desk's disk did not take it: to be booked again, not to be sent again */
  | { kind: 'unbooked' }
  /** another desk with this device id used our numbers: the store was copied */
  | { kind: 'copied' }
  | { kind: 'halve' }
  /** it travelled behind one that central has not taken: no fault of its own */
  | { kind: 'again' }
  | { kind: 'later'; refusal: Refusal }
  | { kind: 'session_over'; refusal: Refusal }

const SESSION_OVER = new Set(['not_signed_in', 'session_expired', 'session_revoked', 'must_change_password'])
const TRY_LATER = new Set(['link_down', 'central_unavailable', 'rate_limited'])
/** A lone command that central fails on this often is put aside, so that it cannot stop a week of work. */
const STRIKES = 3

/** Books one answer and says how to go on. `failures`: how often in a row this failed before. */
export function settleBatch(
  books: PushBooks,
  batch: readonly Paperwork[],
  answer: PaperworkFrameAnswer,
  failures: number,
): Verdict {
  const ids = batch.map((command) => command.commandId)
  if (answer.ok) return settleAnswers(books, ids, unpackAnswers(ids, answer))
  const { refusal } = answer
  if (SESSION_OVER.has(refusal.code)) return { kind: 'session_over', refusal }
  if (TRY_LATER.has(refusal.code)) {
    books.countAttempt(ids)
    return { kind: 'later', refusal }
  }
  if (refusal.code === 'conflict' && refusal.field === 'after') return { kind: 'again' }
  if (batch.length > 1) return { kind: 'halve' }
  books.countAttempt(ids)
  if (refusal.code === 'internal' && failures + 1 < STRIKES) return { kind: 'later', refusal }
  const isBooked = books.settle(ids.map((commandId) => ({ commandId, result: 'rejected', refusal })))
  return { kind: isBooked ? 'settled' : 'unbooked' }
}

/** Our number under another command's id can only come from a second copy of this store; other duplicates are records. */
function tellsCopy(answer: PaperworkAnswer): boolean {
  return answer.result === 'rejected' && answer.refusal.code === 'duplicate' && answer.refusal.field === 'n'
}

function settleAnswers(books: PushBooks, ids: readonly CommandId[], answers: PaperworkAnswer[] | null): Verdict {
  if (answers === null) {
    books.countAttempt(ids)
    return { kind: 'later', refusal: { code: 'internal' } }
  }
  if (!books.settle(answers.filter((answer) => !tellsCopy(answer)))) return { kind: 'unbooked' }
  return answers.some(tellsCopy) ? { kind: 'copied' } : { kind: 'settled' }
}
