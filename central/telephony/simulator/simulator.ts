import type { TelephonyAdapter } from '#central/telephony/adapter.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { createIdSource } from '#shared/domain/id-source.ts'
import type { Random } from '#shared/domain/random.ts'
import type { LegRole } from '#shared/protocol/call.ts'
import type { CallId } from '#shared/protocol/ids.ts'
import { type CallerScript, type LineFaults, noFaults, type PhoneBehaviour } from './caller.ts'
import { carryOut } from './carry-out.ts'
import { createDelivery } from './delivery.ts'
import { createNetwork } from './network.ts'
import { readScriptedNumber } from './scripted-numbers.ts'

export type Simulator = TelephonyAdapter & {
  /** a caller dials now; answers their reference, which is the call's id */
  placeCall(caller: CallerScript): CallId
  /** false: there is no such caller (any more) */
  callerHangsUp(reference: string): boolean
  /** the agent's telephone loses its line; false: nobody is dialled on this call */
  agentDrops(reference: string): boolean
  /** the telephone of a supervisor, or of a colleague who is asked, loses its line */
  colleagueDrops(reference: string): boolean
  /** callers on the line now */
  countCallers(): number
  callers(): readonly CallId[]
  /** resolves when central has taken in everything that was reported */
  idle(): Promise<void>
}

export type SimulatorOptions = {
  clock: Clock
  random: Random
  /** central refused a report */
  onError(error: unknown): void
  /** how the telephone of an address behaves; by default it answers by itself */
  phone?(address: string): PhoneBehaviour
  faults?: Partial<LineFaults>
}

const softPhone: PhoneBehaviour = { kind: 'picks-up', afterMs: 100 }

/**
 * A telephone network with scripted callers on the injected clock. It keeps the port's promises like any provider:
 * commands may be repeated, facts are reported after they happened, `stop` ends no call.
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { clock, random, onError } = options
  const newId = createIdSource(clock, random)
  const faults = { ...noFaults, ...options.faults }
  const delivery = createDelivery({ clock, random, faults, onError })
  const network = createNetwork({ clock, delivery, newId })
  const phone = options.phone ?? ((address: string) => readScriptedNumber(address) ?? softPhone)
  const endLeg = (reference: string, role: LegRole) => {
    // a colleague who took the call over was dialled as a target
    const leg =
      network.findLeg(reference, role) ?? (role === 'agent' ? network.findLeg(reference, 'target') : undefined)
    if (leg) network.end(leg, role === 'customer' ? 'normal' : 'media_lost')
    return leg !== undefined
  }
  return {
    name: 'simulator',
    capabilities: {
      park: true,
      mute: true,
      say: true,
      listen: true,
      record: true,
      dtmf: true,
      voicemail: true,
      confirmsAgentLeg: true,
      callOut: true,
      detectsMachines: true,
      maxLegs: 4,
    },
    async start(sink) {
      delivery.open(sink)
      delivery.send({ type: 'link', up: true, at: clock.now(), key: `link-${newId()}` })
    },
    async stop() {
      delivery.close()
    },
    async snapshot() {
      return network.listLegs().map(({ version: _version, plans: _plans, ...leg }) => leg)
    },
    async do(command) {
      return carryOut(network, phone, command)
    },
    fetchRecording: async ({ recordingId }) => network.recordings.fetch(recordingId),
    forgetRecording: async ({ recordingId }) => network.recordings.forget(recordingId),
    placeCall: network.placeCall,
    callerHangsUp: (reference) => endLeg(reference, 'customer'),
    agentDrops: (reference) => endLeg(reference, 'agent'),
    colleagueDrops: (reference) => endLeg(reference, 'supervisor') || endLeg(reference, 'target'),
    countCallers: network.countCallers,
    callers: network.listCallers,
    idle: delivery.idle,
  }
}
