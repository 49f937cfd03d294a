import { beforeEach, describe, expect, it } from 'vitest'
import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import type { AgentState } from '#shared/protocol/agent-state.ts'
import { ada } from '#test/support/open-test-desk.ts'
import type { DeskView } from './desk-view.ts'
import { makeFakeElectron } from './testing/fake-electron.ts'
import { texts } from './texts.ts'
import { dressTray } from './tray.ts'

let fake: ReturnType<typeof makeFakeElectron>
let dress: ReturnType<typeof dressTray>
let did: string[]
const tray = () => fake.made.trays[0]
beforeEach(() => {
  fake = makeFakeElectron()
  did = []
  const actions = { open: () => did.push('open'), quit: () => did.push('quit') }
  dress = dressTray(new fake.electron.Tray('tray.png'), fake.electron.Menu, actions)
})
const look = (state: AgentState, link: DeskView['link'] = 'online'): DeskView => ({
  user: ada,
  projection: { ...makeEmptyProjection(0), state },
  link,
  preferences: { language: null, globalKeys: false, ringNotification: true },
})

describe('the tray', () => {
  it.each([
    ['en', 'Ringdesk · Ada · Available'],
    ['zh-CN', 'Ringdesk · Ada · 可接听'],
    ['zh-TW', 'Ringdesk · Ada · 可接聽'],
  ] as const)('says who is in which state in %s', (language, text) => {
    dress(look({ kind: 'available', since: 1 }), texts[language])
    expect(tray()?.toolTip).toBe(text)
    expect(fake.made.menus.at(-1)?.[0]?.label).toBe(text.replace('Ringdesk · ', ''))
  })

  it('names a rest by its reason, and what is uncertain as such', () => {
    dress(look({ kind: 'not_ready', since: 1, reason: 'lunch' }), texts.en)
    expect(tray()?.toolTip).toBe('Ringdesk · Ada · Lunch')
    dress(look({ kind: 'available', since: 1 }, 'offline'), texts.en)
    expect(tray()?.toolTip).toBe('Ringdesk · Ada · Available (unconfirmed)')
    dress(null, texts.en)
    expect(tray()?.toolTip).toBe('Ringdesk · Signed out')
  })

  it('opens and quits', () => {
    dress(null, texts.en)
    tray()?.emit('click')
    for (const item of fake.made.menus.at(-1) ?? []) Reflect.apply(item.click ?? (() => {}), null, [])
    expect(did).toEqual(['open', 'open', 'quit'])
  })

  it('keeps its menu while nothing changes, so that an open one stays open', () => {
    for (let n = 0; n < 3; n += 1) dress(look({ kind: 'available', since: n }), texts.en)
    expect(tray()?.menus).toBe(1)
  })
})
