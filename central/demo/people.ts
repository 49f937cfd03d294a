import type { z } from 'zod'
import type { Role } from '#shared/protocol/agent-state.ts'
import type { Locale } from '#shared/protocol/scalars.ts'

export type DemoPerson = {
  userId: string
  login: string
  name: string
  role: z.infer<typeof Role>
  language: Locale
  teamId: string
  /** queues served */
  queues: readonly string[]
}

/** The one password of every demo log-in. These people exist only where demo data was asked for. */
export const DEMO_PASSWORD = 'ringdesk-demo'

export const demoTeams = [
  { id: 'team-service', name: 'Service' },
  { id: 'team-telesales', name: 'Telesales' },
]

export const demoPeople: readonly DemoPerson[] = [
  person('mei', '林晓彤', 'agent', 'zh-CN', ['gold', 'billing', 'mandarin']),
  person('ava', 'Ava Lindqvist', 'agent', 'en', ['gold', 'billing']),
  person('jon', 'Jon Reyes', 'agent', 'en', ['billing', 'gold']),
  person('zihang', '周子航', 'agent', 'zh-CN', ['billing', 'mandarin']),
  person('yating', '許雅婷', 'agent', 'zh-TW', ['mandarin', 'gold']),
  person('sofia', 'Sofia Ibarra', 'supervisor', 'en', ['gold', 'billing', 'mandarin']),
  { ...person('carmen', 'Carmen Diaz', 'campaign_manager', 'en', []), teamId: 'team-telesales' },
  person('admin', 'Nora Berg', 'admin', 'en', []),
]

/** What the start prints and the log-in page of a demo may show. */
export const demoLogins = demoPeople.map(({ login, name, role, language }) => ({
  login,
  password: DEMO_PASSWORD,
  name,
  role,
  language,
}))

function person(
  login: string,
  name: string,
  role: DemoPerson['role'],
  language: Locale,
  queues: readonly string[],
): DemoPerson {
  return { userId: `demo-${login}`, login, name, role, language, teamId: 'team-service', queues }
}
