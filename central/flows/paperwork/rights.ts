import { scopeOf } from '#shared/domain/rights.ts'
import type { KnownInteraction, KnownTask, KnownUser } from './known-records.ts'

function mayWorkForOthers({ role }: KnownUser): boolean {
  return scopeOf(role, 'paperwork.write') === 'all'
}

/** The interaction is this agent's, or was this agent's call. */
export function mayWorkOnInteraction(user: KnownUser, interaction: KnownInteraction): boolean {
  return interaction.mine || mayWorkForOthers(user)
}

/** Assigned to this agent, or made by them. */
export function mayWorkOnTask(user: KnownUser, task: KnownTask): boolean {
  return task.assigneeId === user.userId || task.createdBy === user.userId || mayWorkForOthers(user)
}
