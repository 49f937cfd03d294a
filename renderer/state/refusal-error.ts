import type { Refusal } from '#shared/protocol/error.ts'

/** A refusal on its way through react-query, which knows only thrown errors. */
export class RefusalError extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.name = 'RefusalError'
    this.refusal = refusal
  }
}
