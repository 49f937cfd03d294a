import type { Tone } from '#renderer/ui/tone.ts'
import type {
  CaseView,
  CustomerProfile,
  InteractionView,
  OpportunityView,
  OrderView,
} from '#shared/protocol/view/customer.ts'

export const tierTone: Record<CustomerProfile['tier'], Tone> = {
  standard: 'idle',
  silver: 'hold',
  gold: 'wrap',
  platinum: 'ring',
}

export const stageTone: Record<CustomerProfile['lifecycleStage'], Tone> = {
  prospect: 'call',
  new: 'call',
  active: 'ok',
  at_risk: 'wrap',
  lapsed: 'idle',
  former: 'idle',
}

export const riskTone: Record<NonNullable<CustomerProfile['churnRisk']>, Tone> = {
  low: 'ok',
  medium: 'wrap',
  high: 'bad',
}

export const orderTone: Record<OrderView['status'], Tone> = {
  placed: 'idle',
  paid: 'call',
  shipped: 'call',
  delayed: 'wrap',
  delivered: 'ok',
  returned: 'idle',
  canceled: 'idle',
}

export const caseTone: Record<CaseView['status'], Tone> = {
  open: 'call',
  waiting: 'wrap',
  resolved: 'ok',
  closed: 'idle',
}

export const priorityTone: Record<CaseView['priority'], Tone> = {
  low: 'idle',
  normal: 'idle',
  high: 'wrap',
  urgent: 'bad',
}

export const opportunityTone: Record<OpportunityView['stage'], Tone> = {
  qualify: 'idle',
  propose: 'call',
  negotiate: 'wrap',
  won: 'ok',
  lost: 'idle',
}

const channelTone: Record<InteractionView['channel'], Tone> = {
  call: 'call',
  email: 'idle',
  chat: 'ok',
  sms: 'ok',
  visit: 'ring',
  order: 'idle',
}

/** Calls that nobody took stand out; everything else takes its channel's tone. */
export function toneOfInteraction(interaction: InteractionView): Tone {
  const lost = ['abandoned', 'short_abandoned', 'missed', 'turned_away'].includes(interaction.result)
  return lost ? 'wrap' : channelTone[interaction.channel]
}
