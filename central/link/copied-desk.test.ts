import { describe, expect, it } from 'vitest'
import { refuse } from '#shared/protocol/error.ts'
import { commandId, connect, next, openLink, refused, state, USER } from '#test/support/open-link.ts'

describe('a copied desk', () => {
  it('is told when its store is a copy', async () => {
    const central = await openLink()
    const device = { device_id: 'device-1', user_id: USER, highest_n: 7, first_seen_at: 0, last_seen_at: 0 }
    await central.db.insertInto('device').values(device).execute()
    expect((await connect(central, { highestN: 7 })).welcome.deviceIsCopy).toBe(false)
    expect((await connect(central, { highestN: 6 })).welcome.deviceIsCopy).toBe(true)
  })

  it('is told so too while the desk it was copied from is at work, which notices nothing', async () => {
    const central = await openLink()
    const original = await connect(central)
    const { fence } = original.welcome
    expect(await original.ask('lease', { fence })).toMatchObject({ ok: true })
    const copy = await connect(central, { fence, lastLine: 'a line of long ago' })
    expect(copy.welcome).toMatchObject({ deviceIsCopy: true, fenced: true })
    copy.socket.disconnect()
    const renamed = await connect(central, { deviceId: 'device-2', fence, lastLine: copy.welcome.lineId })
    expect(renamed.welcome).toMatchObject({ deviceIsCopy: false, fenced: true })
    expect(await original.ask('lease', { fence })).toMatchObject({ ok: true })
    const back = await connect(central, { fence, lastLine: original.welcome.lineId })
    expect(back.welcome).toMatchObject({ deviceIsCopy: false, fenced: false, fence })
  })

  it('takes nothing from the desk at work either when its fence is of the time before a restore', async () => {
    const central = await openLink()
    const original = await connect(central)
    const { fence } = original.welcome
    const renamed = await connect(central, { deviceId: 'device-2', fence: fence + 4, lastLine: 'a line of long ago' })
    expect(renamed.welcome).toMatchObject({ deviceIsCopy: false, fenced: true })
    expect(await original.ask('lease', { fence })).toMatchObject({ ok: true })
  })
})

describe('two desks of one agent', () => {
  it('the newer fences the older within a second; the older still flushes paperwork and reads', async () => {
    const central = await openLink()
    const older = await connect(central, { deviceId: 'older' })
    const fenced = next(older.socket, 'fenced')
    const from = performance.now()
    const newer = await connect(central, { deviceId: 'newer' })
    await fenced
    expect(performance.now() - from).toBeLessThan(1_000)
    const command = { type: 'agent.set-state', state: { kind: 'available' } }
    const live = (fence: number) => ({ commandId: commandId(1), fence, command })
    expect(await older.ask('live', live(older.welcome.fence))).toEqual(refused('fenced'))
    expect(await older.ask('live', live(newer.welcome.fence))).toEqual(refused('fenced'))
    expect(await older.ask('lease', { fence: older.welcome.fence })).toEqual(refused('fenced'))
    const body = { type: 'task.complete', taskId: 'task-1' }
    const paper = { commands: [{ commandId: commandId(2), n: 1, writtenAt: 1, body }] }
    expect(await older.ask('paperwork', paper)).toEqual({ ok: true, applied: 1, others: [] })
    expect(await older.ask('query', { name: 'catalog', params: {} })).toMatchObject({ ok: true })
    expect(await newer.ask('live', live(newer.welcome.fence))).toEqual({ ok: true })
    expect(central.asked.live).toHaveLength(1)
    const events: unknown[] = []
    older.socket.on('events', (frame) => events.push(frame))
    const heard = next(newer.socket, 'events')
    await central.append(state('break'))
    await heard
    expect(events).toEqual([])
  })

  it('one that was away and comes back is welcomed fenced and takes nothing away', async () => {
    const central = await openLink()
    const older = await connect(central, { deviceId: 'older' })
    older.socket.disconnect()
    const newer = await connect(central, { deviceId: 'newer' })
    const back = await connect(central, { deviceId: 'older', fence: older.welcome.fence })
    expect(back.welcome.fenced).toBe(true)
    expect(await newer.ask('lease', { fence: newer.welcome.fence })).toMatchObject({ ok: true })
    const reconnected = await connect(central, {
      ...{ deviceId: 'newer', fence: newer.welcome.fence, lastLine: newer.welcome.lineId },
    })
    expect(reconnected.welcome).toMatchObject({ fenced: false, fence: newer.welcome.fence })
    await expect.poll(() => newer.socket.connected).toBe(false)
  })

  it('one whose lease is lost does not push out who logs in before it is seated again', async () => {
    const central = await openLink()
    const older = await connect(central, { deviceId: 'older' })
    older.socket.disconnect()
    const usual = central.renewing.answer
    const newer = Promise.withResolvers<Awaited<ReturnType<typeof connect>>>()
    central.renewing.answer = async () => {
      newer.resolve(await connect(central, { deviceId: 'newer' }))
      return refuse('lease_lost')
    }
    const back = await connect(central, { deviceId: 'older', fence: older.welcome.fence })
    central.renewing.answer = usual
    expect(back.welcome).toMatchObject({ fenced: true, fence: older.welcome.fence })
    const { welcome, ask } = await newer.promise
    expect(welcome.fenced).toBe(false)
    expect(await ask('lease', { fence: welcome.fence })).toMatchObject({ ok: true })
    const holder = central.db.selectFrom('agent').select(['device_id', 'fence']).where('user_id', '=', USER)
    expect(await holder.executeTakeFirst()).toEqual({ device_id: 'newer', fence: welcome.fence })
  })

  it('one whose lease is lost is seated again while nobody else came', async () => {
    const central = await openLink()
    const before = await connect(central)
    before.socket.disconnect()
    const usual = central.renewing.answer
    central.renewing.answer = async () => refuse('lease_lost')
    const back = await connect(central, { fence: before.welcome.fence })
    central.renewing.answer = usual
    expect(back.welcome).toMatchObject({ fenced: false, fence: before.welcome.fence + 1 })
  })
})
