import { describe, expect, it } from 'vitest'
import { makeAvailable, setUpDeskRig } from '#test/support/desk-rig.ts'

const rig = setUpDeskRig()

describe('events', () => {
  it('arrive at consoles and in the snapshot', async () => {
    const { desk, notices } = await rig.open()
    rig.central.append(makeAvailable(5))
    await rig.clock.advance(0)
    expect(notices.at(-1)).toMatchObject({ kind: 'event', delivered: { seq: 1 } })
    expect((await desk.snapshot()).projection).toEqual(rig.central.snapshot)
  })

  it('that were lost are fetched when the next one shows the gap', async () => {
    const { desk, notices } = await rig.open()
    rig.central.faults.swallowEvents = 2
    for (const since of [1, 2, 3]) rig.central.append(makeAvailable(since))
    await rig.clock.advance(0)
    const told = notices.filter((notice) => notice.kind === 'event').map((notice) => notice.delivered.seq)
    expect(told).toEqual([1, 2, 3])
    expect((await desk.snapshot()).projection).toEqual(rig.central.snapshot)
  })

  it('that were lost are fetched soon even when no later one shows a gap', async () => {
    const { desk } = await rig.open()
    rig.central.faults.swallowEvents = 1
    rig.central.append(makeAvailable(1))
    await rig.clock.advance(7_000)
    expect((await desk.snapshot()).projection).toEqual(rig.central.snapshot)
    expect(rig.central.greeted).toBe(1)
  })

  it('that came while the desk was closed follow its cursor; another epoch or a pruned log gives a snapshot', async () => {
    const first = await rig.open()
    rig.central.append(makeAvailable(1))
    await rig.clock.advance(0)
    await first.desk.stop()
    rig.central.append(makeAvailable(2))
    const second = await rig.open()
    expect((await second.desk.snapshot()).projection).toEqual(rig.central.snapshot)
    await second.desk.send({
      kind: 'local',
      command: { type: 'draft.save', key: 'int-1', revision: 1, fields: { a: 'b' } },
    })
    rig.central.cut()
    rig.central.append(makeAvailable(3))
    rig.central.pruneLog()
    rig.central.append(makeAvailable(4))
    await rig.clock.advance(3_000)
    expect((await second.desk.snapshot()).projection).toEqual(rig.central.snapshot)
    rig.central.cut()
    rig.central.changeEpoch()
    await rig.clock.advance(3_000)
    const snapshot = await second.desk.snapshot()
    expect(snapshot.projection.epoch).toBe('epoch-2')
    expect(snapshot.drafts).toHaveLength(1)
  })
})
