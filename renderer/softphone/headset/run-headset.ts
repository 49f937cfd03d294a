import type { Console } from '#renderer/state/console-context.tsx'
import type { ConsoleState } from '#renderer/state/console-state.ts'
import { isConfirmed } from '#renderer/state/use-live.ts'
import { findActiveCall, isMuted } from '#shared/domain/desk/selectors.ts'
import { chooseLamps, decideAct, type HeadsetAct, type Situation } from './decide-act.ts'
import type { HidDevice, HidPort } from './hid-port.ts'
import { type OpenDevice, openDevice } from './open-device.ts'
import { readLayout, TELEPHONY_PAGE } from './read-layout.ts'

type Tools = Pick<Console, 'store' | 'phone' | 'dispatch'> & {
  /** a headset whose buttons worked was unplugged */
  onGone: (use: 'headset', device: string) => void
}

/**
 * The buttons and lamps of headsets that the agent let the browser use: they answer, hang up and mute as the screen
 * does, and show what the line says. Only the window that has the telephone listens. Returns the stop; a browser
 * without WebHID has no headset at all, and shows none.
 */
export function runHeadset(hid: HidPort | undefined, { store, phone, dispatch, onGone }: Tools): () => void {
  if (hid === undefined) return () => {}
  const known = new Map<HidDevice, OpenDevice | 'opening' | 'failed'>()
  let stopped = false
  // a wish is not asked for twice; a mute under way does not hold up a hanging up
  const underWay = new Set<HeadsetAct>()

  const listOpen = () => [...known.values()].filter((one) => typeof one !== 'string')
  const light = (again = false) => {
    const lamps = chooseLamps(readSituation(store.getState()))
    for (const one of listOpen()) one.light(lamps, again)
  }
  const show = () => {
    if (stopped) return
    const name = listOpen()[0]?.name ?? null
    const failed = name === null && [...known.values()].includes('failed')
    phone.setState({ headset: { name, failed, ask, forget } })
  }

  async function act(wish: HeadsetAct): Promise<void> {
    const { projection } = store.getState()
    const call = findActiveCall(projection)
    underWay.add(wish)
    try {
      if (wish === 'answer' && projection.offer !== null) {
        await dispatch.live({ type: 'call.answer', offerId: projection.offer.facts.offerId })
      } else if (wish === 'end' && call !== null) {
        await dispatch.live({ type: 'call.hang-up', callId: call.call.callId })
      } else if (call?.call.controls.mute) {
        await dispatch.live({ type: wish === 'mute' ? 'call.mute' : 'call.unmute', callId: call.call.callId })
      }
    } finally {
      underWay.delete(wish)
      // a wish that came to nothing left the device ahead of the line
      light(true)
    }
  }

  async function add(device: HidDevice): Promise<void> {
    const layout = readLayout(device.collections)
    const before = known.get(device)
    if (layout.buttons.length === 0 || (before !== undefined && before !== 'failed')) return
    known.set(device, 'opening')
    try {
      const opened = await openDevice({
        device,
        layout,
        onButtons: (was, now) => {
          const state = store.getState()
          const wish = decideAct(was, now, readSituation(state))
          if (wish !== null && !underWay.has(wish) && isConfirmed(state)) void act(wish)
          // lifted without a call: the lamp says that there is none
          else if (was.hook?.on !== now.hook?.on) light(true)
        },
      })
      if (stopped || !known.has(device)) return void (await opened.close())
      known.set(device, opened)
      light()
    } catch (error) {
      // another program holds it
      console.error(error)
      known.set(device, 'failed')
    }
    show()
  }
  const plug = ({ device }: { device: HidDevice }) => void add(device)
  const unplug = ({ device }: { device: HidDevice }) => {
    const one = known.get(device)
    known.delete(device)
    if (one !== undefined && typeof one !== 'string') {
      void one.close().catch(console.error)
      onGone('headset', one.name)
    }
    show()
  }
  /** In a click. The browser lists only what has telephone buttons. */
  async function ask(): Promise<void> {
    for (const device of (await hid?.requestDevice({ filters: [{ usagePage: TELEPHONY_PAGE }] })) ?? [])
      await add(device)
  }
  async function forget(): Promise<void> {
    const all = [...known]
    known.clear()
    for (const [device, one] of all) {
      if (typeof one !== 'string') await one.close()
      await device.forget()
    }
    show()
  }

  hid.addEventListener('connect', plug)
  hid.addEventListener('disconnect', unplug)
  const unsubscribe = store.subscribe(() => light())
  show()
  hid.getDevices().then(
    (devices) => {
      for (const device of devices) if (!stopped) void add(device)
    },
    // switched off by the system's administrator: as if there were none
    (error: unknown) => console.error(error),
  )
  return () => {
    stopped = true
    unsubscribe()
    hid.removeEventListener('connect', plug)
    hid.removeEventListener('disconnect', unplug)
    for (const one of listOpen()) void one.close().catch(console.error)
    phone.setState({ headset: null })
  }
}

function readSituation({ projection }: ConsoleState): Situation {
  const call = findActiveCall(projection)
  if (call !== null) return { kind: 'call', muted: isMuted(call) }
  return { kind: projection.offer === null ? 'idle' : 'ringing' }
}
