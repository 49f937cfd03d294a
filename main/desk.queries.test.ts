import { describe, expect, it } from 'vitest'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { refuse } from '#shared/protocol/error.ts'
import { saveNotes, setUpDeskRig } from '#test/support/desk-rig.ts'
import { makeCard } from '#test/support/desk-samples.ts'
import { createSmallCentral } from '#test/support/small-central.ts'

const rig = setUpDeskRig()

describe('queries', () => {
  it('come from central, else from what was seen before, and say which', async () => {
    const card = makeCard(
      'c-1',
      { name: '张伟', phones: ['+8613812345678'], company: 'Northwind' },
      {
        recentOrders: [
          {
            orderId: 'o-1',
            number: 'SO-2026-0451',
            placedAt: 1,
            status: 'paid',
            total: { minor: 1, currency: 'CNY' },
            items: [],
            shipment: [],
          },
        ],
      },
    )
    rig.central = createSmallCentral(rig.clock, (name) => (name === 'customer.card' ? { card } : undefined))
    const { desk } = await rig.open()
    expect(await desk.query('customer.card', { customerId: 'c-1' })).toMatchObject({
      ok: true,
      source: 'central',
      data: { card },
    })
    await rig.clock.advance(1_000)
    rig.central.faults.away = true
    rig.central.cut()
    expect(await desk.query('customer.card', { customerId: 'c-1' })).toMatchObject({
      source: 'desk',
      asOf: 1_000_000,
      data: { card },
    })
    for (const text of ['张伟', '伟', 'zw', 'zhangw', '5678', '+86 138 1234 5678', 'thwind', 'so-2026-0451']) {
      expect(await desk.query('customer.search', { text, limit: 5 }), text).toMatchObject({
        source: 'desk',
        data: { hits: [{ customer: { customerId: 'c-1' } }] },
      })
    }
    expect(await desk.query('customer.search', { text: 'nobody', limit: 5 })).toMatchObject({ data: { hits: [] } })
    expect(await desk.query('customer.cases', { customerId: 'c-1' })).toEqual(refuse('central_unavailable'))
    expect(await desk.query('no.such', {})).toMatchObject({ ok: false, refusal: { code: 'bad_request' } })
  })

  it('show a note just written before and after central confirmed it', async () => {
    const interaction = {
      interactionId: 'int-1',
      channel: 'call',
      direction: 'inbound',
      startedAt: 5,
      durationMs: 1,
      subject: null,
      summary: null,
      agentName: null,
      queueName: null,
      result: 'handled',
      disposition: null,
      notes: [],
      satisfaction: null,
    }
    rig.central = createSmallCentral(rig.clock, (name) =>
      name === 'customer.timeline' ? { interactions: [interaction], more: false } : undefined,
    )
    const { desk } = await rig.open()
    const ask = () => desk.query('customer.timeline', { customerId: 'c-1', channel: null, limit: 20, before: null })
    await ask()
    await rig.clock.advance(1_000)
    rig.central.faults.away = true
    rig.central.cut()
    await saveNotes(desk, 'hello')
    expect(await ask()).toMatchObject({
      source: 'desk',
      data: { interactions: [{ notes: [{ text: 'hello', author: 'Ada' }] }] },
    })
  })

  it('find a customer made on this desk, and tasks made and finished here', async () => {
    rig.central.faults.away = true
    const { desk } = await rig.open()
    const create = PaperworkBody.parse({
      type: 'customer.create',
      customerId: 'c-new',
      kind: 'individual',
      name: 'Lin Mei',
      company: null,
      email: null,
      phones: [{ number: '+44 20 7946 0000', label: 'mobile', primary: true }],
      language: null,
      interactionId: null,
    })
    const task = PaperworkBody.parse({
      type: 'task.create',
      followUp: { taskId: 't-1', kind: 'task', title: 'Send form', dueAt: null },
      customerId: 'c-new',
      interactionId: null,
    })
    await desk.send({ kind: 'paperwork', bodies: [create, task], dropDraft: null })
    expect(await desk.query('customer.search', { text: 'lin me', limit: 5 })).toMatchObject({
      data: { hits: [{ customer: { customerId: 'c-new' } }] },
    })
    expect(await desk.query('work.list', {})).toMatchObject({ data: { tasks: [{ taskId: 't-1' }] } })
    await desk.send({
      kind: 'paperwork',
      bodies: [PaperworkBody.parse({ type: 'task.complete', taskId: 't-1' })],
      dropDraft: null,
    })
    expect(await desk.query('work.list', {})).toMatchObject({ data: { tasks: [] } })
  })
})
