import type { LegRole } from '#shared/protocol/call.ts'
import type { CallId, LegId } from '#shared/protocol/ids.ts'

/** Our leg and their call. `confirm`: the key a phone must press before it is bridged. */
export type TwilioLeg = {
  legId: LegId
  callId: CallId
  /** `called`: a customer whom we dialled, who comes into the conference as any third party does */
  role: LegRole | 'called'
  /** null until Twilio has answered our request */
  callSid: string | null
  conferenceSid: string | null
  confirm: 'none' | 'awaited' | 'given'
  createdAt: number
  endedAt: number | null
}

/**
 * A leg that Twilio itself puts into the conference as soon as it is answered: it is up when the call is. The others
 * come in by TwiML, customers from the queue and telephones after the key: they are up when they have joined.
 */
export function joinsWhenAnswered({ role, confirm }: Pick<TwilioLeg, 'role' | 'confirm'>): boolean {
  return role !== 'customer' && confirm === 'none'
}

/** The adapter's durable memory, given by boot. Every promise resolves when the change is durable. */
export interface TwilioLegs {
  /** false: the leg is known already and nothing was written */
  insert(leg: TwilioLeg): Promise<boolean>
  findByLeg(legId: string): Promise<TwilioLeg | null>
  findBySid(callSid: string): Promise<TwilioLeg | null>
  findCustomer(callId: string): Promise<TwilioLeg | null>
  /** binds a leg that has no call yet; false: it has one */
  bind(legId: string, callSid: string): Promise<boolean>
  enterConference(legId: string, conferenceSid: string): Promise<void>
  /** the key was pressed; false: the leg is over or was never asked */
  confirm(legId: string): Promise<boolean>
  end(legId: string, at: number): Promise<void>
  listOpen(): Promise<TwilioLeg[]>
}
