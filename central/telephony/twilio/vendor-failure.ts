import { z } from 'zod'
import type { LineAnswer } from '#central/telephony/adapter.ts'

/** What the `twilio` package throws for a refusal. Its message may hold numbers and is never kept. */
const RestFailure = z.object({
  status: z.int(),
  code: z.int().optional().catch(undefined),
  retryAfterMs: z.int().optional(),
})

/** `retryAfterMs`: what the answer asked for; null when it did not. */
export type VendorFailure = { status: number | null; code: number | null; retryAfterMs: number | null }

const NOT_FOUND = 20404
const WRONG_CALL_STATE = 21220
const TOO_MANY = 20429
const BUSY_MS = 1_000
const AWAY_MS = 2_000

/** Reads a thrown error: `status` null means that no answer came, and nobody knows whether it was done. */
export function readFailure(error: unknown): VendorFailure {
  const { success, data } = RestFailure.safeParse(error)
  if (success) return { status: data.status, code: data.code ?? null, retryAfterMs: data.retryAfterMs ?? null }
  if (isNetworkError(error)) return { status: null, code: null, retryAfterMs: null }
  throw error
}

export function isNotFound({ status, code }: VendorFailure): boolean {
  return status === 404 || code === NOT_FOUND
}

export function isWrongCallState({ code }: VendorFailure): boolean {
  return code === WRONG_CALL_STATE
}

/** Never processed by Twilio: safe to send again. */
export function isTooMany({ status, code }: VendorFailure): boolean {
  return status === 429 || code === TOO_MANY
}

/** No answer, or an answer that says nothing about the request. */
export function isUnclear({ status }: VendorFailure): boolean {
  return status === null || status >= 500
}

export function answerFailure(failure: VendorFailure): Extract<LineAnswer, { ok: false }> {
  if (isNotFound(failure)) return { ok: false, code: 'gone' }
  if (isWrongCallState(failure)) return { ok: false, code: 'wrong_state' }
  const { retryAfterMs } = failure
  if (isTooMany(failure)) return { ok: false, code: 'busy', retryAfterMs: retryAfterMs ?? BUSY_MS }
  const detail = failure.code === null ? `http ${failure.status ?? 'no answer'}` : `twilio ${failure.code}`
  if (isUnclear(failure)) return { ok: false, code: 'vendor', retryAfterMs: retryAfterMs ?? AWAY_MS, detail }
  return { ok: false, code: 'vendor', detail }
}

function isNetworkError(error: unknown): boolean {
  return error instanceof Error && 'isAxiosError' in error && error.isAxiosError === true
}
