import { expect, it } from 'vitest'
import { describeOnDatabases } from '#test/support/databases.ts'
import { cancelTimer, claimDueTimers, setTimer, takeTimer } from './timers.ts'

describeOnDatabases('a timer', (open) => {
  const offer = (dueAt: number, id = 't1') => ({ id, kind: 'offer-expiry' as const, subjectId: 'o1', dueAt, now: 0 })

  it('is due at its time and not before, and goes to one claimer', async () => {
    const { db } = await open()
    await setTimer(db, offer(1_000))
    expect(await claimDueTimers(db, 999)).toEqual([])
    const claims = await Promise.all([claimDueTimers(db, 1_000), claimDueTimers(db, 1_000), claimDueTimers(db, 1_000)])
    expect(claims.flat()).toEqual([{ id: 't1', kind: 'offer-expiry', subjectId: 'o1', dueAt: 1_000 }])
  })

  it('comes again when its claimer died', async () => {
    const { db } = await open()
    await setTimer(db, offer(1_000))
    expect(await claimDueTimers(db, 1_000)).toHaveLength(1)
    expect(await claimDueTimers(db, 30_999)).toEqual([])
    expect(await claimDueTimers(db, 31_000)).toHaveLength(1)
  })

  it('is there once per kind and subject: setting it again moves it', async () => {
    const { db } = await open()
    await setTimer(db, offer(1_000))
    await setTimer(db, offer(5_000, 't2'))
    expect(await claimDueTimers(db, 4_999)).toEqual([])
    expect(await claimDueTimers(db, 5_000)).toHaveLength(1)
  })

  it('that was moved or cancelled after it was claimed is not due any more', async () => {
    const { db } = await open()
    await setTimer(db, offer(1_000))
    const [claimed] = await claimDueTimers(db, 1_000)
    await setTimer(db, offer(9_000))
    expect(claimed && (await takeTimer(db, claimed))).toBe(false)
    const [again] = await claimDueTimers(db, 9_000)
    await cancelTimer(db, 'offer-expiry', 'o1')
    expect(again && (await takeTimer(db, again))).toBe(false)
  })

  it('is taken once', async () => {
    const { db } = await open()
    await setTimer(db, offer(1_000))
    const [claimed] = await claimDueTimers(db, 1_000)
    expect(claimed && (await takeTimer(db, claimed))).toBe(true)
    expect(claimed && (await takeTimer(db, claimed))).toBe(false)
  })
})
