import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headsetCollections, makeItem } from '#renderer/softphone/testing/fake-hid.ts'
import { decideAct, type Situation } from './decide-act.ts'
import type { HidItem } from './hid-port.ts'
import { readButtons, writeLamps } from './read-buttons.ts'
import { readLayout } from './read-layout.ts'

const hook = 0x0b_0020
const mute = 0x0b_002f
const telephone = (input: HidItem[], output: HidItem[] = []) =>
  readLayout([
    {
      ...{ usagePage: 0x0b, usage: 5 },
      inputReports: [{ reportId: 1, items: input }],
      outputReports: [{ reportId: 2, items: output }],
    },
  ])

/** Anything a descriptor may say, and much that it should not. */
const item: fc.Arbitrary<HidItem> = fc.record({
  isAbsolute: fc.boolean(),
  isArray: fc.boolean(),
  isRange: fc.boolean(),
  hasPreferredState: fc.boolean(),
  usages: fc.array(fc.oneof(fc.constantFrom(hook, mute, 0x08_0009, 0x08_0017, 0x08_0018), fc.nat()), { maxLength: 6 }),
  usageMinimum: fc.oneof(fc.nat(), fc.constant(0x0b_0000)),
  usageMaximum: fc.oneof(fc.nat(), fc.constant(0x0b_ffff)),
  reportSize: fc.integer({ min: 0, max: 40 }),
  reportCount: fc.integer({ min: 0, max: 40 }),
  logicalMinimum: fc.integer({ min: -5, max: 5 }),
})

describe('what a headset says of itself', () => {
  it('is read bit by bit, past padding', () => {
    const padding = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 })
    fc.assert(
      fc.property(padding, padding, fc.boolean(), fc.boolean(), (first, second, lifted, pressed) => {
        const fill = (sizes: number[]) => sizes.map((reportSize) => makeItem([], { reportSize }))
        const count = (sizes: number[]) => sizes.reduce((sum, size) => sum + size, 0)
        const layout = telephone([...fill(first), makeItem([hook]), ...fill(second), makeItem([mute])])
        const at = [count(first), count(first) + 1 + count(second)] as const
        expect(layout.buttons.map((button) => button.at)).toEqual(at)
        // all the padding is ones
        const bits = new Uint8Array(12).fill(0xff)
        const clear = (bit: number) => {
          bits[bit >> 3] = (bits[bit >> 3] ?? 0) & ~(1 << (bit & 7))
        }
        if (!lifted) clear(at[0])
        if (!pressed) clear(at[1])
        const read = readButtons(layout, {}, 1, new DataView(bits.buffer))
        expect([read.hook?.on, read.mute?.on]).toEqual([lifted, pressed])
      }),
    )
  })

  it('never throws and never lights a lamp outside its report, whatever the device says', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 6 }), fc.uint8Array({ maxLength: 30 }), (items, bytes) => {
        const layout = telephone(items, items)
        const now = readButtons(layout, {}, 1, new DataView(Uint8Array.from(bytes).buffer))
        decideAct({}, now, { kind: 'ringing' })
        for (const report of layout.lamps) {
          expect(writeLamps(report, { ring: true, offHook: true, mute: true })).toHaveLength(report.bytes)
          expect(
            [...writeLamps(report, { ring: false, offHook: false, mute: false })].every((byte) => byte === 0),
          ).toBe(true)
        }
      }),
    )
  })

  it('may hold its buttons in a field that names the pressed one', () => {
    const layout = telephone([
      makeItem([], {
        isArray: true,
        isRange: true,
        usageMinimum: hook - 1,
        usageMaximum: mute,
        reportSize: 8,
        logicalMinimum: 1,
      }),
    ])
    const say = (byte: number) => readButtons(layout, {}, 1, new DataView(Uint8Array.of(byte).buffer))
    expect([say(2).hook?.on, say(2).mute?.on]).toEqual([true, false])
    expect([say(17).hook?.on, say(17).mute?.on]).toEqual([false, true])
    expect(say(0).hook?.on).toBe(false)
  })

  it('counts only where it is a telephone', () => {
    expect(readLayout(headsetCollections).buttons).toHaveLength(2)
    expect(readLayout(headsetCollections.map((one) => ({ ...one, usagePage: 0x0c })))).toEqual({
      buttons: [],
      lamps: [],
    })
  })
})

describe('what a button asks for', () => {
  const situation: fc.Arbitrary<Situation> = fc.oneof(
    fc.constantFrom<Situation>({ kind: 'idle' }, { kind: 'ringing' }),
    fc.record({ kind: fc.constant('call' as const), muted: fc.boolean() }),
  )
  const buttons = fc.record({
    hook: fc.record({ on: fc.boolean(), level: fc.boolean() }),
    mute: fc.record({ on: fc.boolean(), level: fc.boolean() }),
  })

  it('is always something that the moment allows, and nothing without a change', () => {
    fc.assert(
      fc.property(buttons, buttons, situation, (before, now, at) => {
        expect(decideAct(now, now, at)).toBeNull()
        const act = decideAct(before, now, at)
        if (act === 'answer') expect(at.kind).toBe('ringing')
        if (act === 'end') expect(at.kind).toBe('call')
        if (act === 'mute') expect(at).toEqual({ kind: 'call', muted: false })
        if (act === 'unmute') expect(at).toEqual({ kind: 'call', muted: true })
      }),
    )
  })

  it('a hook that only says where it is answers lifted and ends laid down; one that is pressed does both', () => {
    const level = (on: boolean) => ({ hook: { on, level: true } })
    const press = (on: boolean) => ({ hook: { on, level: false } })
    const call = { kind: 'call', muted: false } as const
    expect(decideAct({}, level(true), { kind: 'ringing' })).toBe('answer')
    expect(decideAct({}, level(true), call)).toBeNull()
    expect(decideAct(level(true), level(false), call)).toBe('end')
    expect(decideAct(press(false), press(true), { kind: 'ringing' })).toBe('answer')
    expect(decideAct(press(true), press(false), call)).toBeNull()
    expect(decideAct(press(false), press(true), call)).toBe('end')
  })
})
