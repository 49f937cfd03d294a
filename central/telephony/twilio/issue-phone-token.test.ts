import { describe, expect, it } from 'vitest'
import { UserId } from '#shared/protocol/ids.ts'
import { PhoneCredentials } from '#shared/protocol/view/phone.ts'
import { ACCOUNT_SID, API_KEY_SECRET, API_KEY_SID, startTwilioRig } from '#test/support/twilio-rig.ts'
import { issuePhoneToken } from './issue-phone-token.ts'

const phones = { apiKeySid: API_KEY_SID, apiKeySecret: API_KEY_SECRET, edge: ['dublin', 'frankfurt'] }
const NOW = Date.UTC(2026, 10, 22, 12, 0, 0)
const issue = (identity: string) => issuePhoneToken({ accountSid: ACCOUNT_SID, phones }, { identity, now: NOW })

/** The parts of a token. */
function readToken(token: string, part: 0 | 1): unknown {
  return JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString('utf8'))
}

describe('the token of a softphone', () => {
  it('lets one person take calls for an hour and place none', () => {
    const issued = PhoneCredentials.parse(issue('2b1c-ben'))
    if (issued.kind !== 'twilio') throw new Error('no token')
    expect(issued).toMatchObject({ expiresAt: NOW + 3_600_000, edge: ['dublin', 'frankfurt'] })
    expect(readToken(issued.token, 0)).toEqual({ typ: 'JWT', alg: 'HS256', cty: 'twilio-fpa;v=1' })
    const claims = readToken(issued.token, 1) as { iat: number; exp: number }
    expect(claims).toMatchObject({
      iss: API_KEY_SID,
      sub: ACCOUNT_SID,
      grants: { identity: '2b1c-ben', voice: { incoming: { allow: true } } },
    })
    expect(claims.exp - claims.iat).toBe(3_600)
    expect(JSON.stringify(claims)).not.toContain('outgoing')
    expect(issued.token).not.toContain(API_KEY_SECRET)
  })

  it('is the line’s to give when the account has a key for it, under the address that legs are dialled to', async () => {
    const rig = await startTwilioRig()
    const asker = { userId: UserId.parse('user-1'), login: 'ben', address: 'ben', now: NOW }
    const issued = await rig.adapter.issuePhone?.(asker)
    expect(issued).toMatchObject({ kind: 'twilio', edge: ['dublin'] })
    expect(readToken(issued?.kind === 'twilio' ? issued.token : '', 1)).toMatchObject({ grants: { identity: 'ben' } })
    await rig.stop()
  })
})
