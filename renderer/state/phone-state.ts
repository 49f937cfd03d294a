import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Clock } from '#shared/domain/clock.ts'
import type { Outcome } from '#shared/protocol/error.ts'
import { refuse } from '#shared/protocol/error.ts'

/** Why no call can be heard on this computer. The first five are the microphone's, the others the connection's. */
export const phoneProblems = [
  'denied',
  'missing',
  'busy',
  'unsupported',
  'silent',
  'credentials',
  'registration',
  'not_loaded',
] as const
export type PhoneProblem = (typeof phoneProblems)[number]

/** A log-in at an exchange that is there takes less. */
const settleMs = 4_000

export type CallQuality = 'good' | 'fair' | 'poor'

/**
 * The phone of this agent, as far as this window is concerned. `none`: a desk phone or a number; nothing of audio shows.
 * `elsewhere`: another window of this browser has it. `talking`: audio is up; `held`: the browser waits for a click
 * before it sounds; `problem`: the other side does not hear the agent.
 */
export type PhoneState =
  | { kind: 'asking' }
  | { kind: 'none' }
  | { kind: 'elsewhere' }
  | { kind: 'starting' }
  | { kind: 'ready' }
  | { kind: 'failed'; problem: PhoneProblem }
  | { kind: 'talking'; quality: CallQuality | null; held: boolean; problem: PhoneProblem | null }

/** What a screen may ask of a softphone. */
type PhoneControl = {
  /** Opens the microphone and listens for a moment; null when it works. Nobody becomes available without it. */
  testMicrophone(): Promise<PhoneProblem | null>
  /** in the click for which the browser waits */
  release(): void
}

/** A headset with buttons, of which this window hears; `failed`: another program holds it. `ask` only in a click. */
type Headset = { name: string | null; failed: boolean; ask(): Promise<void>; forget(): Promise<void> }

/** `headset` is null where the browser knows no such devices, and in windows that are not the telephone. */
export type Phone = { state: PhoneState; control: PhoneControl | null; headset: Headset | null }
export type PhoneStore = StoreApi<Phone>

export const makePhoneStore = (): PhoneStore =>
  createStore<Phone>(() => ({ state: { kind: 'asking' }, control: null, headset: null }))

/**
 * Whether calls may come: always with a desk phone, with a softphone only when it is connected and its microphone
 * hears something. Refuses with `phone_not_ready`; the state then says why. Who has just logged in is waited for.
 */
export async function checkPhone(phone: PhoneStore, clock: Clock): Promise<Outcome<null>> {
  await settle(phone, clock)
  const { state, control } = phone.getState()
  if (state.kind === 'none' || state.kind === 'elsewhere' || state.kind === 'talking') return { ok: true, value: null }
  if (state.kind !== 'ready' && (state.kind !== 'failed' || isConnection(state.problem))) {
    return refuse('phone_not_ready')
  }
  const problem = control === null ? 'registration' : await control.testMicrophone()
  return problem === null ? { ok: true, value: null } : refuse('phone_not_ready')
}

/** Until the telephone is connected or has failed; not for ever. */
function settle(phone: PhoneStore, clock: Clock): Promise<void> {
  const isUnderWay = () => ['asking', 'starting'].includes(phone.getState().state.kind)
  if (!isUnderWay()) return Promise.resolve()
  return new Promise((resolve) => {
    const finish = () => {
      stop()
      cancel()
      resolve()
    }
    const stop = phone.subscribe(() => {
      if (!isUnderWay()) finish()
    })
    const cancel = clock.schedule(settleMs, finish)
  })
}

/** The microphone's problems are looked at anew whenever somebody asks; the connection's end by themselves. */
export function isConnection(problem: PhoneProblem): boolean {
  return problem === 'credentials' || problem === 'registration' || problem === 'not_loaded'
}
