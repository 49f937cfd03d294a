import { describe, expect, it } from 'vitest'
import { DeviceId, UserId } from '#shared/protocol/ids.ts'
import { createLineRegister } from './line-register.ts'

let made = 0
function makeLine(device: string, fence: number) {
  const told: string[] = []
  return {
    told,
    fence,
    user: { userId: UserId.parse('ann') },
    deviceId: DeviceId.parse(device),
    socketId: `line ${++made}`,
    lastLine: null as string | null,
    atWork: false,
    seat: (_fence: number, fenced: boolean) => void told.push(fenced ? 'fenced' : 'seated'),
    hangUp: () => void told.push('hung up'),
    fenceOff: () => void told.push('fenced off'),
  }
}
type Line = ReturnType<typeof makeLine>

describe("an agent's place on this node", () => {
  it.each(['in order', 'turned round'])('goes to the higher fence when two desks say hello together, %s', (order) => {
    const register = createLineRegister<Line>()
    const older = makeLine('one', 5)
    const newer = makeLine('two', 6)
    for (const line of [older, newer]) register.add(line)
    for (const line of order === 'in order' ? [older, newer] : [newer, older]) register.seat(line)
    expect(register.seatedOf(newer.user.userId)).toBe(newer)
    expect(newer.told).toEqual([])
    expect(older.told).toHaveLength(1)
  })

  it('is not given to a line that was lost while it was being welcomed', () => {
    const register = createLineRegister<Line>()
    const lost = makeLine('one', 5)
    const back = makeLine('one', 5)
    register.add(lost)
    register.remove(lost)
    register.add(back)
    register.seat(back)
    register.seat(lost)
    expect(register.seatedOf(back.user.userId)).toBe(back)
    expect(back.told).toEqual([])
  })

  it('stays with a desk at work when a copy of it knocks, and goes to whoever continues its line', () => {
    const register = createLineRegister<Line>()
    const [original, copy, back] = [makeLine('one', 5), makeLine('one', 5), makeLine('one', 5)]
    register.add(original)
    register.seat(original)
    original.atWork = true
    copy.lastLine = 'line of long ago'
    expect(register.add(copy)).toBe(false)
    expect(original.told).toEqual([])
    back.lastLine = original.socketId
    expect(register.add(back)).toBe(true)
    expect(original.told).toEqual(['hung up'])
  })

  it('passes to the same desk back on a new line; the half-open one is hung up', () => {
    const register = createLineRegister<Line>()
    const [before, after] = [makeLine('one', 5), makeLine('one', 5)]
    register.add(before)
    register.seat(before)
    register.add(after)
    register.seat(after)
    expect(before.told).toContain('hung up')
    expect(register.seatedOf(after.user.userId)).toBe(after)
  })
})
