import { describe, expect, it } from 'vitest'
import { appendEvents } from '#central/db/event-log.ts'
import { catalog, connect, next, openLink, state, USER } from '#test/support/open-link.ts'

describe('a welcomed desk', () => {
  it('gets a snapshot first, then the events after it, in order and once', async () => {
    const central = await openLink()
    await central.append(state('break'))
    const { socket, welcome } = await connect(central)
    expect(welcome.resume).toMatchObject({ kind: 'snapshot', snapshot: { seq: 1 } })
    expect(welcome.catalog).toEqual(catalog)
    const seen: number[] = []
    socket.on('events', ({ events }: { events: { seq: number }[] }) => seen.push(...events.map((event) => event.seq)))
    await Promise.all([
      central.append(state('lunch')),
      central.append(state('meeting')),
      central.append(state('break')),
    ])
    await expect.poll(() => seen).toEqual([2, 3, 4])
  })

  it('gets what was just committed as it is, each once, and what is missing before it from the log', async () => {
    const central = await openLink()
    const { socket } = await connect(central)
    const seen: [number, string][] = []
    socket.on('events', ({ events }: { events: { seq: number; event: { state: { reason: string } } }[] }) =>
      seen.push(...events.map(({ seq, event }): [number, string] => [seq, event.state.reason])),
    )
    const write = (reason: 'break' | 'lunch' | 'meeting') =>
      central.db.transaction().execute((tx) => appendEvents(tx, [{ userId: USER, event: state(reason) }], Date.now()))
    const first = await write('lunch')
    central.link.publish([USER], first)
    central.link.publish([USER], first)
    await expect.poll(() => seen).toEqual([[1, 'lunch']])
    await write('meeting')
    central.link.publish([USER], await write('break'))
    await expect.poll(() => seen.length).toBe(3)
    expect(seen).toEqual([
      [1, 'lunch'],
      [2, 'meeting'],
      [3, 'break'],
    ])
  })

  it('gets a snapshot where the log holds events of another version, and goes on from there', async () => {
    const central = await openLink()
    const held = { epoch: central.epoch, cursor: 0 }
    await central.append(state('break'))
    await central.db.updateTable('event_log').set({ body: '{"type":"call.teleported"}' }).execute()
    const { socket, welcome } = await connect(central, held)
    expect(welcome.resume).toMatchObject({ kind: 'snapshot', snapshot: { seq: 1 } })
    const news = next<{ events: unknown[] }>(socket, 'events')
    await central.append(state('lunch'))
    expect((await news).events).toMatchObject([{ seq: 2 }])
  })

  it('continues from its cursor, and gets a snapshot when that cannot be continued', async () => {
    const central = await openLink()
    for (const reason of ['break', 'lunch', 'meeting'] as const) await central.append(state(reason))
    const { epoch } = central
    const { welcome } = await connect(central, { epoch, cursor: 1, catalogRevision: 3 })
    expect(welcome.catalog).toBeNull()
    expect(welcome.resume).toMatchObject({ kind: 'events', events: [{ seq: 2 }, { seq: 3 }] })
    const upToDate = await connect(central, { epoch, cursor: 3 })
    expect(upToDate.welcome.resume).toEqual({ kind: 'events', epoch, events: [] })
    for (const held of [
      { epoch, cursor: 9 },
      { epoch: 'other', cursor: 2 },
    ]) {
      expect((await connect(central, held)).welcome.resume.kind, JSON.stringify(held)).toBe('snapshot')
    }
    await central.db.deleteFrom('event_log').where('seq', '<=', 2).execute()
    const { welcome: pruned, ask } = await connect(central, { epoch, cursor: 1 })
    expect(pruned.resume.kind).toBe('snapshot')
    const asked = { ok: true, resume: { kind: 'events', epoch, events: [expect.objectContaining({ seq: 3 })] } }
    expect(await ask('resume', { epoch, cursor: 2 })).toEqual(asked)
  })
})
