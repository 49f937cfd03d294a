import { describe, expect, it } from 'vitest'
import { refuse } from '#shared/protocol/error.ts'
import { listArrived, makeNote, saveNotes, setUpDeskRig } from '#test/support/desk-rig.ts'

const rig = setUpDeskRig()

describe('paperwork', () => {
  it('is safe while central is away and arrives in order, once, when it is back', async () => {
    rig.central.faults.away = true
    const { desk } = await rig.open()
    expect(await saveNotes(desk, 'a', 'b')).toEqual({ ok: true })
    await desk.stop()
    const again = await rig.open()
    await saveNotes(again.desk, 'c')
    await rig.clock.advance(60_000)
    expect(listArrived(rig)).toEqual([])
    rig.central.faults.away = false
    await rig.clock.advance(3_000)
    expect(listArrived(rig)).toEqual(['a', 'b', 'c'])
    expect((await again.desk.snapshot()).sync).toMatchObject({ waiting: 0, lastSyncedAt: expect.any(Number) })
  })

  it('never carries a card number, not even in the outbox', async () => {
    rig.central.faults.away = true
    const { desk } = await rig.open()
    await saveNotes(desk, 'card 4111 1111 1111 1111')
    expect(JSON.stringify((await desk.snapshot()).pending)).toContain('card •••• •••• •••• 1111')
    rig.central.faults.away = false
    await rig.clock.advance(3_000)
    expect(listArrived(rig)).toEqual(['card •••• •••• •••• 1111'])
  })

  it('is applied once though its acknowledgement was lost twice', async () => {
    const { desk } = await rig.open()
    rig.central.faults.loseAnswers = 2
    await saveNotes(desk, 'a', 'b')
    await rig.clock.advance(10_000)
    expect(listArrived(rig)).toEqual(['a', 'b'])
    expect((await desk.snapshot()).sync.waiting).toBe(0)
  })

  it('that is refused goes to the list and never holds back what is behind it', async () => {
    rig.central.faults.away = true
    const { desk } = await rig.open()
    await saveNotes(desk, 'good', 'poison', 'choke', 'after')
    const ids = (await desk.snapshot()).pending.map((item) => item.commandId)
    rig.central.faults.poison.add(ids[1] ?? '')
    rig.central.faults.choke.add(ids[2] ?? '')
    rig.central.faults.away = false
    await rig.clock.advance(10_000)
    expect(listArrived(rig)).toEqual(['good', 'after'])
    const { sync, pending } = await desk.snapshot()
    expect(sync).toMatchObject({ waiting: 0, rejected: 2 })
    expect(pending.map((item) => item.state)).toMatchObject([
      { kind: 'rejected', refusal: { code: 'unknown_code' } },
      { kind: 'rejected', refusal: { code: 'bad_request' } },
    ])

    expect(
      await desk.send({
        kind: 'local',
        command: { type: 'outbox.edit', commandId: ids[1] as never, body: makeNote('mended') },
      }),
    ).toEqual({ ok: true })
    expect(await desk.send({ kind: 'local', command: { type: 'outbox.retry', commandId: ids[2] as never } })).toEqual({
      ok: true,
    })
    expect(await desk.send({ kind: 'local', command: { type: 'outbox.discard', commandId: ids[2] as never } })).toEqual(
      refuse('not_found'),
    )
    await rig.clock.advance(1_000)
    expect(listArrived(rig)).toEqual(['good', 'after', 'mended', 'choke'])
    expect((await desk.snapshot()).sync).toMatchObject({ waiting: 0, rejected: 0 })
  })

  it('drops its draft in the same step', async () => {
    const { desk, notices } = await rig.open()
    await desk.send({
      kind: 'local',
      command: { type: 'draft.save', key: 'int-1', revision: 1, fields: { note: 'half' } },
    })
    await desk.send({ kind: 'paperwork', bodies: [makeNote('whole')], dropDraft: 'int-1' })
    expect((await desk.snapshot()).drafts).toEqual([])
    expect(notices).toContainEqual({ kind: 'draft-dropped', key: 'int-1' })
  })

  it('of a week drains in batches of at most 500', async () => {
    rig.central.faults.away = true
    const { desk } = await rig.open()
    for (let round = 0; round < 60; round += 1)
      await saveNotes(desk, ...Array.from({ length: 20 }, (_, i) => `n${round}-${i}`))
    rig.central.faults.away = false
    await rig.clock.advance(5_000)
    expect(new Set(listArrived(rig)).size).toBe(1200)
    expect(listArrived(rig)).toHaveLength(1200)
  })

  it('waits for a new log-in when the session is over, and nothing is dropped', async () => {
    const { desk, notices } = await rig.open()
    rig.central.faults.refusal = { code: 'session_expired' }
    rig.central.cut({ code: 'session_expired' })
    await saveNotes(desk, 'a')
    await rig.clock.advance(60_000)
    expect(desk.linkStatus().kind).toBe('expired')
    rig.central.faults.refusal = null
    await rig.clock.advance(60_000)
    expect(listArrived(rig)).toEqual([])
    desk.renew('token-of-another-session')
    await rig.clock.advance(1_000)
    expect(listArrived(rig)).toEqual(['a'])
    expect(notices.filter((notice) => notice.kind === 'link').map((notice) => notice.link.kind)).toContain('expired')
  })
})
