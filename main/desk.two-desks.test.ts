import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { refuse } from '#shared/protocol/error.ts'
import { listArrived, saveNotes, setUpDeskRig } from '#test/support/desk-rig.ts'

const rig = setUpDeskRig()

describe('two desks of one agent', () => {
  it('the newer fences the older, which keeps drafts, still delivers, and takes nothing back when it reconnects', async () => {
    const older = await rig.open()
    await older.desk.send({
      kind: 'local',
      command: { type: 'draft.save', key: 'int-1', revision: 1, fields: { note: 'mine' } },
    })
    const newer = await rig.open({ dataDir: join(rig.dataDir, 'other'), seed: 2 })
    await rig.clock.advance(1_000)
    expect(older.desk.linkStatus().kind).toBe('fenced')
    expect(newer.desk.linkStatus().kind).toBe('online')
    const ready = { kind: 'live', command: { type: 'agent.set-state', state: { kind: 'available' } } } as const
    expect(await older.desk.send(ready)).toEqual(refuse('fenced'))
    await saveNotes(older.desk, 'older')
    rig.central.cut()
    await rig.clock.advance(5_000)
    expect(listArrived(rig)).toEqual(['older'])
    expect(older.desk.linkStatus().kind).toBe('fenced')
    expect(newer.desk.linkStatus().kind).toBe('online')
    expect((await older.desk.snapshot()).drafts).toHaveLength(1)
    await older.desk.send({ kind: 'local', command: { type: 'desk.take-over' } })
    await rig.clock.advance(1_000)
    expect([older.desk.linkStatus().kind, newer.desk.linkStatus().kind]).toEqual(['online', 'fenced'])
  })

  it('a copied store gets a device id of its own and loses nothing', async () => {
    const first = await rig.open()
    await saveNotes(first.desk, 'a')
    await rig.clock.advance(1_000)
    await first.desk.stop()
    const copy = join(rig.dataDir, 'copy')
    await cp(join(rig.dataDir, 'desks'), join(copy, 'desks'), { recursive: true })
    const original = await rig.open()
    await saveNotes(original.desk, 'b')
    await rig.clock.advance(1_000)
    const before = (await original.desk.snapshot()).deviceId
    rig.central.faults.away = true
    rig.central.cut()
    const copied = await rig.open({ dataDir: copy, seed: 9 })
    await saveNotes(copied.desk, 'c')
    rig.central.faults.away = false
    await rig.clock.advance(5_000)
    expect(listArrived(rig)).toEqual(['a', 'b', 'c'])
    expect((await copied.desk.snapshot()).deviceId).not.toBe(before)
  })
})
