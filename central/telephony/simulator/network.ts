import type { Clock } from '#shared/domain/clock.ts'
import type { AnsweredBy, LegRole, TerminationCause } from '#shared/protocol/call.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'
import { type CallerScript, callerDefaults } from './caller.ts'
import type { Delivery } from './delivery.ts'
import { createRecordings } from './recordings.ts'
import { cancelPlans, reportEnd, reportLeg, type SimulatedLeg } from './simulated-leg.ts'

/** A scripted caller on the line. `isTalking`: both sides are or were in the bridge; a hold does not end that. */
type Caller = { script: CallerScript; isTalking: boolean }

/** Who is on the simulated network, and what its people do next. Every change is reported to central. */
export type Network = ReturnType<typeof createNetwork>

export function createNetwork({ clock, delivery, newId }: { clock: Clock; delivery: Delivery; newId(): string }) {
  const legs = new Map<string, SimulatedLeg>()
  const callers = new Map<string, Caller>()
  const recordings = createRecordings({ clock, delivery })
  /** calls whose customer has left: nobody is dialled into them any more */
  const over = new Set<string>()

  function addLeg(callId: CallId, legId: LegId, role: LegRole, state: SimulatedLeg['state']): SimulatedLeg {
    const vendorId = `sim-${legId}`
    const rest = { place: 'parked' as const, muted: false, version: 0, plans: new Set<() => void>() }
    const leg: SimulatedLeg = { callId, legId, vendorId, role, state, ...rest }
    legs.set(legId, leg)
    return leg
  }

  function plan(leg: SimulatedLeg, delayMs: number, task: () => void): void {
    const cancel = clock.schedule(delayMs, () => {
      leg.plans.delete(cancel)
      task()
    })
    leg.plans.add(cancel)
  }

  function findLeg(callId: string, role: LegRole): SimulatedLeg | undefined {
    return [...legs.values()].findLast((leg) => leg.callId === callId && leg.role === role)
  }

  function listOthers(callId: string): SimulatedLeg[] {
    return [...legs.values()].filter((leg) => leg.callId === callId && leg.role !== 'customer')
  }

  function waitPatiently(customer: SimulatedLeg, script: CallerScript): void {
    plan(customer, script.patienceMs ?? callerDefaults.patienceMs, () => end(customer, 'canceled'))
  }

  function change(leg: SimulatedLeg, to: Partial<Pick<SimulatedLeg, 'state' | 'place' | 'muted'>>): void {
    Object.assign(leg, to)
    delivery.send(reportLeg(leg, clock.now()))
    if (leg.place === 'bridge') beginTalk(leg.callId)
  }

  function beginTalk(callId: CallId): void {
    const caller = callers.get(callId)
    const customer = findLeg(callId, 'customer')
    if (!caller || !customer || caller.isTalking || !isHeard(customer)) return
    if (!listOthers(callId).some(isHeard)) return
    caller.isTalking = true
    cancelPlans(customer)
    if (caller.script.hangUp === 'agent') return
    plan(customer, caller.script.talkMs ?? callerDefaults.talkMs, () => end(customer, 'normal'))
  }

  function end(leg: SimulatedLeg, cause: TerminationCause): void {
    cancelPlans(leg)
    legs.delete(leg.legId)
    if (leg.role === 'customer') {
      callers.delete(leg.callId)
      recordings.end(leg.callId)
      over.add(leg.callId)
    } else losePartner(leg.callId)
    delivery.send(reportEnd(leg, cause, clock.now()))
  }

  /** Nobody talks to the caller any more: patience runs anew. */
  function losePartner(callId: CallId): void {
    const caller = callers.get(callId)
    const customer = findLeg(callId, 'customer')
    // whoever else is on the call talks on, or has the customer on hold
    if (!caller?.isTalking || !customer || listOthers(callId).some(isThere)) return
    caller.isTalking = false
    cancelPlans(customer)
    waitPatiently(customer, caller.script)
  }

  function placeCall(script: CallerScript): CallId {
    const callId = CallId.parse(newId())
    const customer = addLeg(callId, LegId.parse(newId()), 'customer', 'ringing')
    callers.set(callId, { script, isTalking: false })
    const { legId, vendorId } = customer
    const from =
      script.from === null ? { kind: 'withheld' as const } : { kind: 'number' as const, address: script.from }
    const at = clock.now()
    customer.arrived = { at, from, to: script.to }
    delivery.send({
      type: 'arrived',
      at,
      key: `${vendorId}:0`,
      callId,
      legId,
      vendorId,
      from,
      to: script.to,
      headers: {},
    })
    waitPatiently(customer, script)
    return callId
  }

  return {
    recordings,
    getScript: (callId: string) => callers.get(callId)?.script,
    addLeg,
    plan,
    change,
    end,
    findLeg,
    placeCall,
    isOver: (callId: string) => over.has(callId),
    getLeg: (legId: string) => legs.get(legId),
    listLegs: () => [...legs.values()],
    countCallers: () => callers.size,
    listCallers: (): readonly CallId[] => [...callers.keys()].map((callId) => CallId.parse(callId)),
    /** what a real network would let somebody hear */
    note: ({ callId, legId, vendorId }: SimulatedLeg, { key, note }: { key: string; note: string }) =>
      delivery.send({ type: 'noted', at: clock.now(), key: `${vendorId}:${key}`, callId, legId, note }),
    tellAnsweredBy: ({ callId, legId, vendorId }: SimulatedLeg, by: AnsweredBy) =>
      delivery.send({ type: 'answered-by', at: clock.now(), key: `${vendorId}:answered-by`, callId, legId, by }),
    report: (leg: SimulatedLeg) => delivery.send(reportLeg(leg, clock.now())),
  }
}

/** Who only listens is nobody's partner. */
function isThere(leg: SimulatedLeg): boolean {
  return leg.state === 'up' && leg.place !== 'listening'
}

function isHeard(leg: SimulatedLeg): boolean {
  return leg.state === 'up' && leg.place === 'bridge'
}
