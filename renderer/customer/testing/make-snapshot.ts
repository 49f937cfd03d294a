import { DeskSnapshot, type ShellInfo } from '#shared/protocol/desk-port.ts'

/** The moment at which the pages' tests happen. */
export const testNow = Date.UTC(2026, 10, 22, 10, 24)

export const testShell: ShellInfo = {
  kind: 'browser',
  version: '0.1.0',
  globalKeys: false,
  storage: 'this_computer',
  demoLogins: [],
}

/** A signed-in agent's desk with nothing on it, for tests of pages. */
export function makeSnapshot(changes: Partial<Record<keyof DeskSnapshot, unknown>> = {}): DeskSnapshot {
  return DeskSnapshot.parse({
    user: { userId: 'u1', name: 'Sofia Ivanova', role: 'agent', teamName: 'Gold' },
    deviceId: 'd1',
    projection: {
      epoch: 'e1',
      seq: 0,
      takenAt: testNow,
      state: { kind: 'not_ready', since: testNow, reason: 'signed_in' },
      next: null,
      offer: null,
      calls: [],
      wrapUps: [],
      tasks: [],
    },
    link: { kind: 'online', since: testNow },
    sync: { waiting: 0, rejected: 0, lastSyncedAt: testNow, failing: null, storeTrouble: null, salvage: null },
    catalog: testCatalog,
    floor: null,
    drafts: [],
    clockOffsetMs: 0,
    pending: [],
    preferences: { language: 'en' },
    ...changes,
  })
}

const label = (en: string, cn: string, tw: string) => ({ en, 'zh-CN': cn, 'zh-TW': tw })

const testCatalog = {
  revision: 1,
  defaultRegion: 'CN',
  queues: [],
  dispositions: [
    { code: 'resolved', label: label('Resolved', '已解决', '已解決'), needsFollowUp: false, needsReason: false },
    { code: 'escalated', label: label('Escalated', '已升级', '已升級'), needsFollowUp: false, needsReason: true },
  ],
  reasons: [
    { code: 'billing', parent: null, label: label('Billing', '账务', '帳務') },
    { code: 'billing.surcharge', parent: 'billing', label: label('Surcharge dispute', '附加费争议', '附加費爭議') },
  ],
  scripts: [],
  articles: [
    {
      articleId: 'a1',
      title: label('Correct an issued invoice', '更正已开具的发票', '更正已開立的發票'),
      body: label('1. Open the invoice\n2. **Correct** it', '1. 打开发票\n2. **更正**', '1. 開啟發票\n2. **更正**'),
      updatedAt: testNow,
      reasonCodes: ['billing.surcharge'],
    },
  ],
}
