import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  AnsweredByFields,
  CallStatusFields,
  ConferenceFields,
  ConfirmFields,
  LeftQueueFields,
  RecordingFields,
  VoiceFields,
} from '#central/telephony/twilio/callback-fields.ts'
import { NOW } from '#test/support/customers.ts'
import { attackField } from '#test/support/edges/attack-field.ts'
import { watchChanges } from '#test/support/edges/count-changes.ts'
import { expectCleanLog } from '#test/support/edges/expect-clean-log.ts'
import { hostileText } from '#test/support/edges/hostile-values.ts'
import { type Edges, openEdges, PUBLIC_URL, WEBHOOK_TOKEN } from '#test/support/edges/open-edges.ts'
import { listFields } from '#test/support/edges/schema-values.ts'
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
  ['answered-by', AnsweredByFields],
  ['recording?call=call-1&id=recording-1', RecordingFields],
] as const
const known = {
  From: fc.constantFrom('+14155550123', 'anonymous', 'sip:a@b'),
  To: fc.constant('+14155550100'),
  CallStatus: fc.constantFrom('ringing', 'in-progress', 'completed'),
}

/** What a form holds is text that survives UTF-8. */
const toForm = (sent: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(sent as object).map(([name, text]) => [name, String(text).toWellFormed()]))

it.each(webhooks)('every field of a signed /%s', { timeout: 600_000 }, async (path, schema) => {
  for (const field of listFields(schema, known).filter((one) => one.path.length > 0)) {
    await attackField(field, { schema, values: hostileText, toArrival: toForm }, async (form, isRead) => {
      const params = toForm(form)
      now += 10
      edges.logged.length = 0
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
      expectCleanLog(edges.logged)
      if (isRead) return
      // answered as received, for a second try would read the same; but said, and nothing is done
      expect(edges.logged.join('')).toContain('a signed webhook could not be read')
      expect(await countChanges(), 'an unread webhook changed rows').toBe(before)
    })
  }
})
