import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  CallStatusFields,
  ConferenceFields,
  ConfirmFields,
  LeftQueueFields,
  VoiceFields,
} from '#central/telephony/twilio/callback-fields.ts'
import { NOW } from '#test/support/customers.ts'
import { watchChanges } from '#test/support/edges/count-changes.ts'
import { hostileText, NEEDLE } from '#test/support/edges/hostile-values.ts'
import { type Edges, openEdges, PUBLIC_URL, WEBHOOK_TOKEN } from '#test/support/edges/open-edges.ts'
import { CARRIED_OUT, RUNS } from '#test/support/edges/runs.ts'
import { dropAt, listFields, putAt } from '#test/support/edges/schema-values.ts'
import { signRequest } from '#test/support/twilio-double/post-office.ts'

let now = NOW
let edges: Edges
let countChanges: () => Promise<number>
beforeAll(async () => {
  edges = await openEdges({ clock: { now: () => now, schedule: () => () => {} } })
  countChanges = await watchChanges(edges.db)
})
afterAll(() => edges.close())

const webhooks = [
  ['voice', VoiceFields],
  ['status', CallStatusFields],
  ['conference', ConferenceFields],
  ['left-queue', LeftQueueFields],
  ['confirm', ConfirmFields],
] as const
const known = {
  From: fc.constantFrom('+14155550123', 'anonymous', 'sip:a@b'),
  To: fc.constant('+14155550100'),
  CallStatus: fc.constantFrom('ringing', 'in-progress', 'completed'),
}

it.each(webhooks)('every field of a signed /%s', { timeout: 600_000 }, async (path, schema) => {
  for (const field of listFields(schema, known).filter((one) => one.path.length > 0)) {
    const wholes = fc.sample(field.whole, { numRuns: 8, seed: 3 })
    const values = fc.oneof({ weight: 20, arbitrary: hostileText }, { weight: 1, arbitrary: fc.constant(undefined) })
    let carriedOut = 0
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...wholes), values, async (whole, value) => {
        const sent = value === undefined ? dropAt(whole, field.path) : putAt(whole, field.path, value)
        // what a form holds is text that survives UTF-8
        const params = Object.fromEntries(
          Object.entries(sent as object).map(([name, text]) => [name, String(text).toWellFormed()]),
        )
        const isRead = schema.safeParse(params).success
        if (isRead) carriedOut += 1
        if (carriedOut > CARRIED_OUT) return
        now += 10
        const before = await countChanges()
        const answer = await edges.app.inject({
          ...{ method: 'POST', url: `/telephony/twilio/${path}`, payload: new URLSearchParams(params).toString() },
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-twilio-signature': signRequest(WEBHOOK_TOKEN, `${PUBLIC_URL}/telephony/twilio/${path}`, params),
          },
        })
        await edges.context.sequencer.idle()
        expect([200, 204, 400], `${answer.statusCode} ${edges.logged.at(-1)}`).toContain(answer.statusCode)
        expect(answer.body).not.toMatch(/\n {4}at |ZodError/)
        if (!isRead) expect(await countChanges(), 'an unread webhook changed rows').toBe(before)
      }),
      { numRuns: RUNS },
    )
  }
  expect(edges.logged.join('')).not.toContain(NEEDLE)
  expect(edges.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
})
