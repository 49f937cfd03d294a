import type { LineAnswer, LineCommand } from '#central/telephony/adapter.ts'
import type { PhoneBehaviour } from './caller.ts'
import type { Network } from './network.ts'
import { cancelPlans, type SimulatedLeg } from './simulated-leg.ts'
import { SAY_MS, takeMessage } from './take-message.ts'

const RING_MS = 20
/** What a real line needs to tell a greeting from a person. */
const JUDGES_MS = 1_600
/** who is asked for a key has pressed it by then */
const PRESS_MS = 300
/** who has pressed none by then is hung up on */
const ASKED_MS = 16_000

/** Does one primitive on the simulated network. Repeating one is harmless, as the port promises. */
export function carryOut(
  network: Network,
  phone: (address: string) => PhoneBehaviour,
  command: LineCommand,
): LineAnswer {
  if (command.op === 'dial') return dial(network, phone, command)
  // what became of a recording is known after its call
  if (command.op === 'record' && command.act === 'stop') return network.recordings.carryOut(command)
  const leg = network.getLeg(command.legId)
  if (!leg) return { ok: false, code: 'gone' }
  const change = (to: Parameters<Network['change']>[1], isThereAlready: boolean): LineAnswer => {
    if (isThereAlready) return { ok: true, repeated: true }
    network.change(leg, to)
    return { ok: true }
  }
  switch (command.op) {
    case 'answer':
      return change({ state: 'up' }, leg.state === 'up')
    case 'bridge':
      return leg.state === 'up'
        ? change({ place: 'bridge' }, leg.place === 'bridge')
        : { ok: false, code: 'wrong_state' }
    case 'park':
      return change({ place: 'parked' }, leg.place === 'parked')
    case 'mute':
      return change({ muted: command.on }, leg.muted === command.on)
    case 'listen':
      return listen(network, leg, command)
    case 'dtmf':
      return leg.state === 'up' ? { ok: true } : { ok: false, code: 'wrong_state' }
    case 'say':
      if (command.thenHangUp) network.plan(leg, SAY_MS, () => network.end(leg, 'normal'))
      return { ok: true }
    case 'announce':
      return announce(network, leg, command)
    case 'record':
      return network.recordings.carryOut(command)
    case 'take-message':
      return takeMessage(network, leg, command)
    case 'hang-up':
      network.end(leg, command.cause)
      return { ok: true }
    default:
      return command satisfies never
  }
}

function announce(
  network: Network,
  leg: SimulatedLeg,
  { commandId, sound }: Extract<LineCommand, { op: 'announce' }>,
): LineAnswer {
  if (leg.state !== 'up') return { ok: false, code: 'wrong_state' }
  if (sound.kind !== 'say') return { ok: false, code: 'unsupported' }
  network.note(leg, { key: commandId, note: `${sound.language}: ${sound.text}` })
  return { ok: true }
}

const standings = {
  monitor: { place: 'listening', muted: true },
  whisper: { place: 'listening', muted: false },
  barge: { place: 'bridge', muted: false },
} as const

function listen(network: Network, leg: SimulatedLeg, { to, mode }: Extract<LineCommand, { op: 'listen' }>): LineAnswer {
  const coached = network.getLeg(to)
  if (leg.role !== 'supervisor' || leg.state !== 'up') return { ok: false, code: 'wrong_state' }
  if (coached?.callId !== leg.callId || coached.role === 'customer') return { ok: false, code: 'wrong_state' }
  const standing = standings[mode]
  if (leg.place === standing.place && leg.muted === standing.muted) return { ok: true, repeated: true }
  network.change(leg, standing)
  return { ok: true }
}

function dial(
  network: Network,
  phone: (address: string) => PhoneBehaviour,
  command: Extract<LineCommand, { op: 'dial' }>,
): LineAnswer {
  if (network.getLeg(command.legId)) return { ok: true, repeated: true }
  if (network.isOver(command.callId)) return { ok: false, code: 'gone' }
  const leg = network.addLeg(command.callId, command.legId, command.role, 'dialing')
  const behaviour = phone(command.to.kind === 'withheld' ? '' : command.to.address)
  network.report(leg)
  if (behaviour.kind === 'busy' || behaviour.kind === 'unreachable' || behaviour.kind === 'rejected') {
    const { kind } = behaviour
    network.plan(leg, RING_MS, () => network.end(leg, kind))
    return { ok: true }
  }
  network.plan(leg, RING_MS, () => network.change(leg, { state: 'ringing' }))
  const ringsMs = behaviour.kind === 'never' ? (behaviour.ringsMs ?? command.timeoutMs) : command.timeoutMs
  network.plan(leg, Math.min(ringsMs, command.timeoutMs), () => network.end(leg, 'no_answer'))
  if (behaviour.kind === 'never') return { ok: true }
  const pickedUpMs = RING_MS + behaviour.afterMs
  if (behaviour.isMachine && command.confirm) {
    network.plan(leg, pickedUpMs + ASKED_MS, () => network.end(leg, 'no_answer'))
    return { ok: true }
  }
  network.plan(leg, pickedUpMs + (command.confirm ? PRESS_MS : 0), () => {
    cancelPlans(leg)
    network.change(leg, { state: 'up', ...standings[command.role === 'supervisor' ? 'monitor' : 'barge'] })
    if (command.detect) {
      const by = behaviour.isMachine ? 'machine' : 'person'
      network.plan(leg, JUDGES_MS, () => network.tellAnsweredBy(leg, by))
    }
    if (behaviour.talksMs !== undefined) network.plan(leg, behaviour.talksMs, () => network.end(leg, 'normal'))
  })
  return { ok: true }
}
