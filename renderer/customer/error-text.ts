import { useRefusalText } from '#renderer/common/use-refusal-text.ts'
import { RefusalError } from '#renderer/state/refusal-error.ts'
import type { ErrorCode } from '#shared/protocol/error.ts'

/** The closed code of a refusal, else the code for bugs. */
export function codeOfError(error: Error): ErrorCode {
  return error instanceof RefusalError ? error.refusal.code : 'internal'
}

/** Turns what a query threw into the sentence of its code. */
export function useErrorText(): (error: Error) => string {
  const tell = useRefusalText()
  return (error) => tell(error instanceof RefusalError ? error.refusal : { code: 'internal' })
}
