import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { refuse } from '#shared/protocol/error.ts'
import { listArrived, saveNotes, setUpDeskRig } from '#test/support/desk-rig.ts'

const rig = setUpDeskRig()

describe('the link', () => {
  it('keeps one heartbeat when the welcome is said twice, and none once the desk is fenced', async () => {
    const { desk } = await rig.open()
    rig.central.welcomeAgain()
    await rig.clock.advance(0)
    rig.central.fence()
    await rig.clock.advance(0)
    const before = rig.central.leases
    await rig.clock.advance(30_000)
    expect(rig.central.leases).toBe(before)
    expect(desk.linkStatus().kind).toBe('fenced')
  })
})

describe('the line', () => {
  it('is back within 3 s in 19 of 20 cases, and never needs 5', async () => {
    const waits: number[] = []
    for (let seed = 1; seed <= 40; seed += 1) {
      const folder = join(rig.dataDir, String(seed))
      const { desk } = await rig.open({ dataDir: folder, seed })
      rig.central.faults.away = true
      rig.central.cut()
      await rig.clock.advance(30_000 + seed * 37)
      rig.central.faults.away = false
      const from = rig.clock.now()
      while (desk.linkStatus().kind !== 'online' && rig.clock.now() - from < 10_000) await rig.clock.advance(50)
      waits.push(rig.clock.now() - from)
      await desk.stop()
    }
    waits.sort((a, b) => a - b)
    expect(waits[37]).toBeLessThanOrEqual(3_000)
    expect(waits.at(-1)).toBeLessThanOrEqual(5_000)
  })

  it('that went deaf is noticed before the lease runs out', async () => {
    const { desk } = await rig.open()
    await rig.clock.advance(10_000)
    rig.central.faults.deaf = true
    await rig.clock.advance(9_000)
    expect(desk.linkStatus().kind).toBe('offline')
    rig.central.faults.deaf = false
    await rig.clock.advance(12_000)
    expect(desk.linkStatus().kind).toBe('online')
  })

  it('carries live commands at once or says link_down; they are never queued', async () => {
    const { desk } = await rig.open()
    const ready = { kind: 'live', command: { type: 'agent.set-state', state: { kind: 'available' } } } as const
    expect(await desk.send(ready)).toEqual({ ok: true })
    rig.central.faults.away = true
    rig.central.cut()
    expect(await desk.send(ready)).toEqual(refuse('link_down'))
    rig.central.faults.away = false
    await rig.clock.advance(5_000)
    expect(rig.central.live).toHaveLength(1)
  })

  it("learns central's clock", async () => {
    const { desk, notices } = await rig.open()
    await rig.clock.advance(4_000)
    expect((await desk.snapshot()).clockOffsetMs).toBe(5_000)
    expect(notices.findLast((notice) => notice.kind === 'link')).toMatchObject({ clockOffsetMs: 5_000 })
  })
})

describe('signing out', () => {
  it('leaves the line for what is unsent and never comes back by a heartbeat', async () => {
    const { desk } = await rig.open()
    await rig.clock.advance(2_500)
    rig.central.faults.refusal = { code: 'rate_limited' }
    await saveNotes(desk, 'late')
    const leaving = desk.signOut()
    await rig.clock.advance(800)
    rig.central.faults.refusal = null
    await rig.clock.advance(10_000)
    await leaving
    expect(rig.central.live).toEqual([{ type: 'agent.set-state', state: { kind: 'offline' } }])
    expect(listArrived(rig)).toEqual(['late'])
    expect(rig.central.greeted).toBe(1)
  })
})
