import type { ErrorCode, Outcome, Refusal } from '#shared/protocol/error.ts'

/** Carries a refusal out of a hook or handler to the one place that answers it. */
export class RefusalError extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

export function refuseRequest(code: ErrorCode, detail: Omit<Refusal, 'code'> = {}): never {
  throw new RefusalError({ code, ...detail })
}

/** The value, or the refusal as the answer of this request. */
export function unwrap<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new RefusalError(outcome.refusal)
  return outcome.value
}
