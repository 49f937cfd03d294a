import type { Backend } from '#renderer/backend/backend.ts'
import type { DeskAnswer, DeskCommand, DeskNotice, DeskSnapshot, ShellInfo } from '#shared/protocol/desk-port.ts'
import { DeskSnapshot as SnapshotSchema } from '#shared/protocol/desk-port.ts'
import { type Refusal, refuse } from '#shared/protocol/error.ts'
import type { QueryName, QueryParams, QueryResult } from '#shared/protocol/query/query.ts'

export const testNow = Date.UTC(2026, 10, 22, 10, 24)

type Answers = { [N in QueryName]?: (params: QueryParams<N>) => QueryResult<N> | Refusal }

export type PageDesk = Backend & {
  sent: DeskCommand[]
  notify: (notice: DeskNotice) => void
  answers: Answers
  /** where the answers say they come from */
  source: 'central' | 'desk'
  /** the answer to the next commands; null accepts */
  refusal: Refusal | null
}

export const testShell: ShellInfo = {
  kind: 'browser',
  version: '0.1.0',
  globalKeys: false,
  storage: 'this_computer',
  demoLogins: [],
}

/** A desk for tests of pages: answers what the test gives it, remembers what it was sent. */
export function makePageDesk(answers: Answers = {}, changes: Partial<Record<keyof DeskSnapshot, unknown>> = {}): PageDesk {
  const listeners = new Set<(notice: DeskNotice) => void>()
  const desk: PageDesk = {
    sent: [],
    answers,
    source: 'central',
    refusal: null,
    notify: (notice) => {
      for (const listener of listeners) listener(notice)
    },
    shell: async () => testShell,
    session: async () => makeSnapshot(changes).user,
    signIn: async () => refuse('wrong_credentials'),
    signOut: async () => {},
    onReach: (listener) => {
      listener({ kind: 'reached' })
      return () => {}
    },
    desk: {
      snapshot: async () => makeSnapshot(changes),
      onNotice: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      send: async (command): Promise<DeskAnswer> => {
        desk.sent.push(command)
        return desk.refusal ? { ok: false, refusal: desk.refusal } : { ok: true }
      },
      query: async (name, params) => {
        const answer = (desk.answers as Record<string, ((params: unknown) => unknown) | undefined>)[name]?.(params)
        if (answer === undefined) return refuse('central_unavailable')
        if (typeof answer === 'object' && answer !== null && 'code' in answer) {
          return { ok: false, refusal: answer as Refusal }
        }
        return { ok: true, source: desk.source, asOf: testNow - 60_000, data: answer }
      },
    },
  }
  return desk
}

function makeSnapshot(changes: Partial<Record<keyof DeskSnapshot, unknown>>): DeskSnapshot {
  return SnapshotSchema.parse({
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
    sync: { waiting: 0, rejected: 0, lastSyncedAt: testNow, failing: null, storeTrouble: null },
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

export const testCatalog = {
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
