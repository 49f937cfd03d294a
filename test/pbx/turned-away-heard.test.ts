import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { migrate } from '#central/db/migrate.ts'
import { type OpenDatabase, openDatabase } from '#central/db/open-database.ts'
import { openAsteriskFloor } from '#test/contract/asterisk-floor.ts'
import type { LineFloor } from '#test/contract/line-floor.ts'
import { seedFloor } from '#test/support/call-floor.ts'
import { readCall } from '#test/support/read-call.ts'
import { describeOnPbx } from './describe-on-pbx.ts'
import { findTones } from './tone.ts'
import { BUSY_HZ } from './write-configuration.ts'

/** What a caller hears who is sent away because nobody is there, judged by tones. */
await describeOnPbx('a caller whom nobody serves on a real Asterisk', (world) => {
  let database: OpenDatabase
  let floor: LineFloor

  beforeEach(async () => {
    database = await openDatabase({ url: 'sqlite::memory:' })
    await migrate(database.db)
    await seedFloor(database.db, { agents: ['ann'], queue: { treatment: 'hang_up' } })
    floor = await openAsteriskFloor(database.db, world())
  })
  afterEach(async () => {
    await floor.rig.close()
    await database.close()
  })

  it("hears the site's words and is hung up on", async () => {
    const { peer } = world()
    const isCalling = floor.rig.callIn('+14155550123')
    const call = peer.calls().at(-1)
    if (!call) throw new Error('nobody calls')
    await vi.waitFor(() => expect(call.state).toBe('up'), { timeout: 10_000, interval: 5 })
    const heard = await peer.listen(call, 500)
    expect(findTones(heard.subarray(-1_600), [BUSY_HZ])).toEqual([BUSY_HZ])
    const callId = await isCalling
    await vi.waitFor(() => expect(call.state).toBe('over'), { timeout: 10_000, interval: 20 })
    await floor.settle()
    expect(await readCall(database.db, callId)).toMatchObject({ state: 'ended', ended_by: 'queue' })
  })
})
