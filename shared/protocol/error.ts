import { z } from 'zod'

/**
 * Every way in which Ringdesk says no. The list is closed: the console maps each to one sentence per language,
 * and a test fails when one has none.
 */
export const ErrorCode = z.enum([
  // the request itself
  'bad_request',
  'too_large',
  'rate_limited',
  'unsupported_version',
  'unsupported_media_type',
  'not_found',
  'method_not_allowed',
  // who is asking
  'not_signed_in',
  /** its time is over: log in again and go on */
  'session_expired',
  /** central ended it: logged out, another role or password, or the person was disabled */
  'session_revoked',
  'wrong_credentials',
  'too_many_attempts',
  'forbidden',
  'password_too_weak',
  'must_change_password',
  // the agent's place
  'fenced',
  'lease_lost',
  'link_down',
  'central_unavailable',
  // calls
  'offer_gone',
  'offer_taken',
  'call_not_found',
  'call_ended',
  'call_wrong_state',
  /** somebody else has picked it up, or it went back to its queue */
  'park_gone',
  'line_refused',
  'line_unsupported',
  'line_unreachable',
  // supervising
  /** who supervises has a call, an offer or a wrap-up of their own, or is signed out */
  'monitor_not_free',
  /** another supervisor is with its agent */
  'call_monitored',
  // transfers
  /** nothing such is under way, or it is not that far: swap, merge and complete need somebody who has answered */
  'consult_wrong_state',
  /** talks, wraps up or is not ready */
  'target_busy',
  /** signed out or without connection */
  'target_unreachable',
  'target_is_self',
  /** no such agent or queue, or the queue serves nobody now */
  'target_not_found',
  /** calls of this site do not go to such numbers */
  'number_not_allowed',
  /** a customer with this number asked not to be called */
  'do_not_call',
  // dialling out
  /** the person serves no queue that may call out, or not with this number shown */
  'dialling_not_allowed',
  /** it is too early or too late in the day where the number is */
  'outside_calling_hours',
  'state_not_allowed',
  /** the console is the agent's telephone and has no sound or no connection now */
  'phone_not_ready',
  /** nobody can be available for calls that never come: the person is in no queue */
  'serves_no_queue',
  'wrap_up_gone',
  'wrap_up_no_extensions',
  'disposition_required',
  // records
  'customer_not_found',
  'interaction_not_found',
  'task_not_found',
  /** a colleague has taken the message on, or it is done */
  'voicemail_gone',
  'unknown_code',
  'invalid_phone',
  'conflict',
  'duplicate',
  // the agent's own machine
  /** the key at hand does not open it */
  'store_locked',
  /** another program on this machine has it open */
  'store_in_use',
  'store_full',
  /** the file or its folder may only be read */
  'store_read_only',
  /** broken, and it could not be repaired */
  'store_damaged',
  'store_unavailable',
  // bugs, told without detail
  'internal',
])
export type ErrorCode = z.infer<typeof ErrorCode>

/** A refusal as data. `field` names the offending input; `params` fill the sentence. Never holds a stack. */
export const Refusal = z.strictObject({
  code: ErrorCode,
  field: z.string().max(200).optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Refusal = z.infer<typeof Refusal>

/** The answer of anything that can fail in an expected way. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

export function accept<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

export function refuse(code: ErrorCode, detail: Omit<Refusal, 'code'> = {}): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { code, ...detail } }
}
