import { expect, it } from 'vitest'
import type { LineLeg } from '#central/telephony/adapter.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { announceToLeg } from './announce-to-leg.ts'
import type { AriClient } from './ari-client.ts'

const callId = CallId.parse('call')
const customer: LineLeg = {
  ...{ callId, legId: LegId.parse('leg'), role: 'customer', vendorId: 'leg' },
  ...{ state: 'up', place: 'bridge', muted: false },
}
const sound = { kind: 'say' as const, text: 'This call is recorded.', language: 'zh-TW' }
const command = { op: 'announce' as const, commandId: 'seq-0', callId, legId: customer.legId, sound }

const own = '/channels/announce-seq-0'

/** An Asterisk that has these sounds, and answers the making of a channel with this status. */
function openLine({ sounds, made = 200 }: { sounds: readonly string[]; made?: number }) {
  const asked: string[] = []
  const legs = new Map([['leg', customer]])
  const person = { hangsUp: false }
  const ask =
    (method: string): AriClient['post'] =>
    async (path, query = {}) => {
      asked.push([method, path, query.media ?? query.whisper, query.lang].filter(Boolean).join(' '))
      const status = path.includes('/snoop/') ? made : 200
      return status < 300 ? { ok: true, status, body: null } : { ok: false, status }
    }
  const line = {
    config: {
      url: '',
      user: 'u',
      password: 'p',
      app: 'ringdesk',
      trunk: 'trunk',
      language: 'en',
      detectMachines: true,
      phones: null,
    },
    ...{ legs, ari: { post: ask('POST'), delete: ask('DELETE') }, waitForStasis: async () => true },
    async waitForPlayback() {
      // asked for before the order, over after it
      await new Promise(setImmediate)
      if (person.hangsUp) legs.delete('leg')
      return sounds.some((name) => asked.at(-1)?.includes(`sound:${name}`))
    },
  }
  return { line, asked, person }
}

it("whispers the site's own words in the customer's language, by a channel that goes afterwards", async () => {
  const { line, asked } = openLine({ sounds: ['ringdesk-recorded'] })
  expect(await announceToLeg(line, customer, command)).toEqual({ ok: true })
  expect(asked).toEqual([
    'POST /channels/leg/snoop/announce-seq-0 out',
    `POST ${own}/play/announce-seq-0-0 sound:ringdesk-recorded zh_TW`,
    `DELETE ${own}`,
  ])
})

it('takes what comes with Asterisk where a site has no words of its own', async () => {
  const { line, asked } = openLine({ sounds: ['conf-now-recording'] })
  expect(await announceToLeg(line, customer, command)).toEqual({ ok: true })
  expect(asked.filter((what) => what.includes('/play/'))).toHaveLength(3)
})

it('has announced nothing where there is no such sound', async () => {
  const { line, asked } = openLine({ sounds: [] })
  expect(await announceToLeg(line, customer, command)).toMatchObject({ ok: false, code: 'unsupported' })
  expect(asked.at(-1)).toBe(`DELETE ${own}`)
})

it('nor to somebody who hangs up meanwhile', async () => {
  const { line, person } = openLine({ sounds: ['ringdesk-recorded'] })
  person.hangsUp = true
  expect(await announceToLeg(line, customer, command)).toEqual({ ok: false, code: 'gone' })
})

it('that was cut short with its central is said anew', async () => {
  const { line, asked } = openLine({ sounds: ['ringdesk-recorded'], made: 409 })
  expect(await announceToLeg(line, customer, command)).toMatchObject({ ok: false, code: 'busy' })
  expect(asked.at(-1)).toBe(`DELETE ${own}`)
})
