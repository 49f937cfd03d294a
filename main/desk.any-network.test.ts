import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import { listArrived, makeAvailable, saveNotes, setUpDeskRig } from '#test/support/desk-rig.ts'
import { createSmallCentral } from '#test/support/small-central.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'

const rig = setUpDeskRig()

describe('whatever the network does', () => {
  type Step = 'save' | 'cut' | 'away' | 'back' | 'lose' | 'event' | 'wait' | 'restart' | 'deaf'
  const step = fc.constantFrom<Step>('save', 'save', 'cut', 'away', 'back', 'lose', 'event', 'wait', 'restart', 'deaf')

  it('every command arrives exactly once, in order, and both ends agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), fc.nat(1e6), async (steps, seed) => {
        const folder = mkdtempSync(join(tmpdir(), 'desk-fuzz-'))
        const dice = createSeededRandom(seed)
        rig.clock = createTestClock(1_000_000)
        rig.central = createSmallCentral(rig.clock)
        const saved: string[] = []
        let current = await rig.open({ dataDir: folder, seed })
        let notices: DeskNotice[] = current.notices
        for (const [index, kind] of steps.entries()) {
          if (kind === 'save') {
            saved.push(`t${index}`)
            expect(await saveNotes(current.desk, `t${index}`)).toEqual({ ok: true })
          }
          if (kind === 'cut') rig.central.cut()
          if (kind === 'away') {
            rig.central.faults.away = true
            rig.central.cut()
          }
          if (kind === 'back') Object.assign(rig.central.faults, { away: false, deaf: false })
          if (kind === 'deaf') rig.central.faults.deaf = true
          if (kind === 'lose') rig.central.faults.loseAnswers += 1
          if (kind === 'event') rig.central.append(makeAvailable(index))
          if (kind === 'restart') {
            await current.desk.stop()
            current = await rig.open({ dataDir: folder, seed: seed + index, takeOver: false })
            notices = current.notices
          }
          await rig.clock.advance(Math.floor(dice.next() * 4_000))
        }
        Object.assign(rig.central.faults, { away: false, deaf: false, loseAnswers: 0 })
        await rig.clock.advance(30_000)
        expect(listArrived(rig)).toEqual(saved)
        const snapshot = await current.desk.snapshot()
        expect(snapshot.projection).toEqual(rig.central.snapshot)
        expect(snapshot.sync.waiting).toBe(0)
        expect(notices.filter((notice) => notice.kind === 'signed-out')).toEqual([])
        await current.desk.stop()
        rmSync(folder, { recursive: true, force: true })
      }),
      { numRuns: Number(process.env.RINGDESK_FUZZ_RUNS ?? 25) },
    )
  }, 120_000)
})
