import { describe, expect, it } from 'vitest'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { refuse } from '#shared/protocol/error.ts'
import { saveNotes, setUpDeskRig } from '#test/support/desk-rig.ts'
import { makeCard } from '#test/support/desk-samples.ts'
import { createSmallCentral } from '#test/support/small-central.ts'

const rig = setUpDeskRig()

describe('queries', () => {
  it('tell favourites with what waits here, and when central went away after taking it', async () => {
    const ava = { kind: 'agent', userId: 'ava' }
    const number = { kind: 'number', number: '+14155550177' }
    const owners = [{ number: '+14155550177', names: ['Maya Okafor'] }]
    rig.central = createSmallCentral(rig.clock, (name) =>
      name === 'favourites.list' ? { favourites: [ava], owners } : undefined,
    )
    const { desk } = await rig.open()
    await desk.query('favourites.list', {})
    await rig.clock.advance(1_000)
    rig.central.faults.away = true
    rig.central.cut()
    const body = PaperworkBody.parse({ type: 'favourite.set', target: number, marked: true })
    await desk.send({ kind: 'paperwork', bodies: [body], dropDraft: null })
    const expected = { source: 'desk', data: { favourites: [ava, number], owners } }
    expect(await desk.query('favourites.list', {})).toMatchObject(expected)
    rig.central.faults.away = false
    await rig.clock.advance(60_000)
    expect(rig.central.order).toHaveLength(1)
    rig.central.faults.away = true
    rig.central.cut()
    expect(await desk.query('favourites.list', {})).toMatchObject(expected)
  })

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

  it('find by the number of an order or a case that was on the record or on a tab of it', async () => {
    const order = { orderId: 'o-7', placedAt: 1, status: 'paid', total: { minor: 1, currency: 'USD' }, shipment: [] }
    const seen = {
      'customer.card': {
        card: makeCard(
          'c-1',
          { name: 'Maya Okafor' },
          { attention: [{ kind: 'case_urgent', reference: 'CS-1001', subject: 'No light' }] },
        ),
      },
      'customer.orders': { orders: [{ ...order, number: 'SO-2026-0777', items: [] }], more: false },
      'customer.cases': {
        cases: [
          {
            ...{ caseId: 'k-2', number: 'CS-2002', subject: 'Wrong colour', status: 'open', priority: 'normal' },
            ...{ openedAt: 1, updatedAt: 1, ownerName: null },
          },
        ],
      },
    }
    rig.central = createSmallCentral(rig.clock, (name) => seen[name as keyof typeof seen])
    const { desk } = await rig.open()
    const search = (text: string) => desk.query('customer.search', { text, limit: 5 })
    expect(await desk.query('customer.card', { customerId: 'c-1' })).toMatchObject({ ok: true, source: 'central' })
    await rig.clock.advance(1_000)
    rig.central.faults.away = true
    rig.central.cut()
    expect(await search('cs-1001')).toMatchObject({ source: 'desk', data: { hits: [{ matched: 'case' }] } })
    expect(await search('CS-2002'), 'its tab was never open').toMatchObject({ data: { hits: [] } })
    rig.central.faults.away = false
    await rig.clock.advance(10_000)
    const ask = (name: string, page: object) => desk.query(name, { customerId: 'c-1', ...page })
    expect(await ask('customer.orders', { limit: 20, before: null })).toMatchObject({ ok: true, source: 'central' })
    expect(await ask('customer.cases', {})).toMatchObject({ ok: true, source: 'central' })
    await rig.clock.advance(1_000)
    rig.central.faults.away = true
    rig.central.cut()
    expect(await search('CS-2002')).toMatchObject({ source: 'desk', data: { hits: [{ matched: 'case' }] } })
    expect(await search('so-2026-0777')).toMatchObject({ source: 'desk', data: { hits: [{ matched: 'order' }] } })
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
