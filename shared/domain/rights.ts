import type { Role } from '#shared/protocol/agent-state.ts'

/** Whose things an action may touch. */
export type Scope = 'own' | 'team' | 'all'

/** Everything a person can do, and who may. What is not listed is nobody's. Used by http, link and screens. */
const rights = {
  'customer.read': { agent: 'all', supervisor: 'all', campaign_manager: 'all', admin: 'all' },
  'customer.write': { agent: 'all', supervisor: 'all', campaign_manager: 'all', admin: 'all' },
  'interaction.read': { agent: 'all', supervisor: 'all', campaign_manager: 'all', admin: 'all' },
  'paperwork.write': { agent: 'own', supervisor: 'all', campaign_manager: 'own', admin: 'all' },
  'live.command': { agent: 'own', supervisor: 'own', campaign_manager: 'own', admin: 'own' },
  'floor.read': { agent: 'own', supervisor: 'all', campaign_manager: 'own', admin: 'all' },
  'agent.read': { supervisor: 'all', admin: 'all' },
  'agent.set-state': { supervisor: 'all', admin: 'all' },
  'call.monitor': { supervisor: 'all', admin: 'all' },
  /** calls parked by them or for a queue they serve, or anybody's */
  'call.pick-up': { agent: 'own', supervisor: 'all', campaign_manager: 'own', admin: 'all' },
  /** messages of a queue they serve, or of any */
  'voicemail.take': { agent: 'own', supervisor: 'all', campaign_manager: 'own', admin: 'all' },
  /** what they talked, messages of a queue they serve, or all */
  'recording.play': { agent: 'own', supervisor: 'all', campaign_manager: 'own', admin: 'all' },
  'queue.read': { agent: 'all', supervisor: 'all', campaign_manager: 'all', admin: 'all' },
  'queue.write': { admin: 'all' },
  'user.read': { admin: 'all' },
  'user.write': { admin: 'all' },
  'audit.read': { admin: 'all' },
  'simulator.control': { supervisor: 'all', admin: 'all' },
} as const satisfies Record<string, Partial<Record<Role, Scope>>>

export type Action = keyof typeof rights

/** How far a role may go with an action; null = not at all. */
export function scopeOf(role: Role, action: Action): Scope | null {
  const granted: Partial<Record<Role, Scope>> = rights[action]
  return granted[role] ?? null
}
