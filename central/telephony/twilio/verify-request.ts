import twilio from 'twilio'

export type SignedRequest = {
  signature: string | undefined
  /** the configured public address and the path and query as they came; never made from a header */
  url: string
  body: { kind: 'none' } | { kind: 'form'; params: FormParams } | { kind: 'raw'; text: string }
}

/** A name sent more than once holds an array. */
export type FormParams = Record<string, string | string[]>

/**
 * Whether Twilio signed this request: with the current token, or with the one before it while it is being rotated.
 * A body that is no form is covered by the hash in the signed address.
 */
export function verifyRequest(
  request: SignedRequest,
  tokens: { authToken: string; previousAuthToken: string | null },
): 'current' | 'previous' | 'forged' {
  // a request line can make an address that is none, on which the package throws
  if (!request.signature || !URL.canParse(request.url)) return 'forged'
  if (isSignedWith(tokens.authToken, request.signature, request)) return 'current'
  const { previousAuthToken } = tokens
  if (previousAuthToken && isSignedWith(previousAuthToken, request.signature, request)) return 'previous'
  return 'forged'
}

function isSignedWith(token: string, signature: string, { url, body }: SignedRequest): boolean {
  if (body.kind === 'raw') return twilio.validateRequestWithBody(token, signature, url, body.text)
  return twilio.validateRequest(token, signature, url, body.kind === 'form' ? body.params : {})
}

/** Reads a form body. An object without a prototype, so that no name in it means more than a name. */
export function readForm(text: string): FormParams {
  const params: FormParams = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const before = params[name]
    params[name] = before === undefined ? value : [before, value].flat()
  }
  return params
}
