import { describe, expect, it } from 'vitest'
import { connect, openLink } from '#test/support/open-link.ts'

describe('a desk on the floor', () => {
  it('sees its queues when they change, and not because a wait grew older', async () => {
    const central = await openLink()
    const gauge = { waiting: 1, serviceLevel: 90, belowTarget: false }
    const queuesOf = new Map([['lin', new Set(['q1'])]])
    const reading = (asOf: number, longestWaitMs: number) =>
      central.setFloor({
        asOf,
        queuesOf,
        parked: [],
        voicemails: [],
        gauges: [
          { ...gauge, queueId: 'q1', longestWaitMs } as never,
          { ...gauge, queueId: 'q2', longestWaitMs } as never,
        ],
      })
    reading(10_000, 4_000)
    const { socket } = await connect(central)
    const frames: { asOf: number; queues: { queueId: string }[] }[] = []
    socket.on('floor', (frame) => frames.push(frame))
    await expect.poll(() => frames.length, { timeout: 3_000 }).toBe(1)
    expect(frames[0]?.queues.map((queue) => queue.queueId)).toEqual(['q1'])
    reading(12_000, 6_000)
    // what the first look at it brought would have been sent before the second
    const before = central.floorReads()
    await expect.poll(central.floorReads, { timeout: 10_000 }).toBeGreaterThan(before + 1)
    expect(frames).toHaveLength(1)
    reading(13_000, 500)
    await expect.poll(() => frames.length, { timeout: 3_000 }).toBe(2)
  })

  it('hears which queues it serves, and that this changed although no gauge did', async () => {
    const central = await openLink()
    const gauge = { queueId: 'q1', waiting: 0, longestWaitMs: 0, serviceLevel: 90, belowTarget: false }
    const reading = (served: string[]) =>
      central.setFloor({
        asOf: 10_000,
        queuesOf: new Map([['lin', new Set(served)]]),
        gauges: [gauge as never],
        parked: [],
        voicemails: [],
      })
    await central.db.updateTable('user').set({ role: 'supervisor' }).where('id', '=', 'lin').execute()
    reading(['q-out-of-service'])
    const { socket } = await connect(central)
    const frames: unknown[] = []
    socket.on('floor', (frame) => frames.push(frame))
    await expect
      .poll(() => frames, { timeout: 3_000 })
      .toEqual([{ asOf: 10_000, serving: [], queues: [gauge], parked: [], voicemails: [] }])
    reading(['q1'])
    await expect.poll(() => frames.length, { timeout: 3_000 }).toBe(2)
    expect(frames[1]).toEqual({ asOf: 10_000, serving: ['q1'], queues: [gauge], parked: [], voicemails: [] })
  })

  it('sees the calls it may pick up: of the queues it serves, those it parked, and a supervisor everybody’s', async () => {
    const central = await openLink()
    const call = { customerName: null, phone: null, parkedAt: 1_000, returnsAt: 121_000, parkedByName: 'Ann' }
    const parked = [
      { ...call, callId: 'served', queueId: 'q1', parkedBy: 'ann' },
      { ...call, callId: 'own', queueId: 'q2', parkedBy: 'lin' },
      { ...call, callId: 'others', queueId: 'q2', parkedBy: 'ann' },
    ] as never[]
    const queuesOf = new Map([['lin', new Set(['q1'])]])
    const messages = [
      { queueId: 'q1', taskId: 'served' },
      { queueId: 'q2', taskId: 'others' },
    ].map((one) => ({ ...one, customerName: null, phone: null, leftAt: 1_000, durationMs: 4_000 })) as never[]
    central.setFloor({ asOf: 10_000, queuesOf, gauges: [], parked, voicemails: messages })
    const listFor = async () => {
      const { socket } = await connect(central)
      const lists: string[][] = []
      socket.on('floor', (frame: { parked: { callId: string }[]; voicemails: { taskId: string }[] }) =>
        lists.push([
          ...frame.parked.map(({ callId }) => callId),
          ...frame.voicemails.map(({ taskId }) => `m:${taskId}`),
        ]),
      )
      return lists
    }
    const agents = await listFor()
    await expect.poll(() => agents, { timeout: 3_000 }).toEqual([['served', 'own', 'm:served']])
    central.setFloor({ asOf: 11_000, queuesOf, gauges: [], parked: [], voicemails: [] })
    await expect.poll(() => agents.at(-1), { timeout: 3_000 }).toEqual([])
    central.setFloor({ asOf: 12_000, queuesOf, gauges: [], parked, voicemails: messages })
    await central.db.updateTable('user').set({ role: 'supervisor' }).where('id', '=', 'lin').execute()
    const supervisors = await listFor()
    await expect
      .poll(() => supervisors.at(-1), { timeout: 3_000 })
      .toEqual(['served', 'own', 'others', 'm:served', 'm:others'])
  })
})
