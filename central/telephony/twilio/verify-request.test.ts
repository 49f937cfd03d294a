import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signRequest } from '#test/support/twilio-double/post-office.ts'
import { readForm, type SignedRequest, verifyRequest } from './verify-request.ts'

const tokens = { authToken: '12345', previousAuthToken: null }
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const call = 'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212'

function verify(signature: string | undefined, address: string, body: SignedRequest['body']) {
  return verifyRequest({ signature, url: address, body }, tokens)
}
const form = (text: string) => ({ kind: 'form', params: readForm(text) }) as const

describe('a webhook', () => {
  it('is known by the published test vectors, with and without the port', () => {
    const signature = 'RSOYDt4T1cUTdK1PDd93/VVr8B8='
    expect(verify(signature, url, form(call))).toBe('current')
    expect(verify(signature, url.replace('.com/', '.com:443/'), form(call))).toBe('current')
    const repeated = form('Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234')
    expect(verify('IK+Dwps556ElfBT0I3Rgjkr1wJU=', url, repeated)).toBe('current')
  })

  it('with a body that is no form is known by the hash in its address', () => {
    const text = '{"property": "value", "boolean": true}'
    const hash = createHash('sha256').update(text).digest('hex')
    expect(hash).toBe('0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620')
    const hashed = `${url}&bodySHA256=${hash}`
    const signature = 'a9nBmqA0ju/hNViExpshrM61xv4='
    expect(verify(signature, hashed, { kind: 'raw', text })).toBe('current')
    expect(verify(signature, hashed, { kind: 'raw', text: `${text} ` })).toBe('forged')
    expect(verify(signature, url, { kind: 'raw', text })).toBe('forged')
  })

  it('is refused without a signature, with a field added, for another address or by another account', () => {
    const signature = 'RSOYDt4T1cUTdK1PDd93/VVr8B8='
    expect(verify(undefined, url, form(call))).toBe('forged')
    expect(verify('', url, form(call))).toBe('forged')
    expect(verify(signature, url, form(`${call}&Added=1`))).toBe('forged')
    expect(verify(signature, url.replace('foo=1', 'foo=2'), form(call))).toBe('forged')
    expect(verify(signature, url.replace('mycompany', 'evil'), form(call))).toBe('forged')
    expect(verify(signRequest('54321', url, {}), url, form(''))).toBe('forged')
  })

  it('signed with the token before is let through while it is being rotated, and told apart', () => {
    const rotating = { authToken: 'new', previousAuthToken: '12345' }
    const request = { signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', url, body: form(call) }
    expect(verifyRequest(request, rotating)).toBe('previous')
    expect(verifyRequest(request, { authToken: 'new', previousAuthToken: null })).toBe('forged')
  })

  it('is refused after any change: 0 of 10,000 mutated requests are accepted', () => {
    const params = Object.fromEntries(new URLSearchParams(call))
    const signature = signRequest(tokens.authToken, url, params)
    const names = fc.constantFrom(...Object.keys(params))
    const text = fc.string({ minLength: 1, maxLength: 12 }).filter((value) => value.trim() !== '')
    const mutation = fc.oneof(
      fc.record({ kind: fc.constant('value' as const), name: names, text }),
      fc.record({ kind: fc.constant('added' as const), name: text, text }),
      fc.record({ kind: fc.constant('removed' as const), name: names }),
      fc.record({ kind: fc.constant('doubled' as const), name: names, text }),
      fc.record({ kind: fc.constant('address' as const), at: fc.nat({ max: url.length - 1 }), text }),
      fc.record({ kind: fc.constant('signature' as const), at: fc.nat({ max: signature.length - 1 }), text }),
      fc.record({ kind: fc.constant('token' as const), text }),
    )
    let accepted = 0
    let tried = 0
    fc.assert(
      fc.property(mutation, (change) => {
        const fields = { ...params } as Record<string, string | string[]>
        let address = url
        let signed = signature
        if (change.kind === 'value') fields[change.name] = change.text
        if (change.kind === 'added') fields[change.name] = change.text
        if (change.kind === 'removed') delete fields[change.name]
        if (change.kind === 'doubled') fields[change.name] = [params[change.name] ?? '', change.text]
        if (change.kind === 'address') address = url.slice(0, change.at) + change.text + url.slice(change.at)
        if (change.kind === 'signature')
          signed = signature.slice(0, change.at) + change.text + signature.slice(change.at + 1)
        if (change.kind === 'token') signed = signRequest(change.text, url, params)
        const isSame = JSON.stringify([fields, address, signed]) === JSON.stringify([params, url, signature])
        if (isSame || isSameAddress(address)) return
        tried += 1
        const body = { kind: 'form', params: fields } as const
        if (verifyRequest({ signature: signed, url: address, body }, tokens) !== 'forged') accepted += 1
      }),
      { numRuns: 12_000, seed: 7 },
    )
    expect(accepted).toBe(0)
    expect(tried).toBeGreaterThanOrEqual(10_000)
  })
})

/** Other ways to write the one address that was signed, such as a port that says nothing. */
function isSameAddress(address: string): boolean {
  if (address === url) return false
  try {
    return new URL(address).href === new URL(url).href
  } catch {
    return false
  }
}

describe('a form', () => {
  it('keeps names that mean something in JavaScript as mere names', () => {
    const params = readForm('__proto__=x&constructor=y&a=1&a=2')
    expect(Object.keys(params).sort()).toEqual(['__proto__', 'a', 'constructor'])
    expect(params.a).toEqual(['1', '2'])
    expect(Object.getPrototypeOf(params)).toBeNull()
  })
})
