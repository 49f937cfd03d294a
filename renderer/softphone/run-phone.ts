import type { Console } from '#renderer/state/console-context.tsx'
import type { CallQuality, PhoneProblem, PhoneState } from '#renderer/state/phone-state.ts'
import type { PhoneCredentials } from '#shared/protocol/view/phone.ts'
import { watchInvites } from './admit-invite.ts'
import { openMicrophone } from './audio/open-microphone.ts'
import { claimPhone } from './claim-phone.ts'
import { followDevices } from './follow-devices.ts'
import { runHeadset } from './headset/run-headset.ts'
import { loadSoftphone, type RealCredentials, secretOf } from './load-softphone.ts'
import type { Connection, InUse, Softphone, SoftphoneNews, SoftphoneParts } from './port.ts'
import { assessQuality, type Reading } from './quality.ts'
import type { MediaLink } from './remote/media-link.ts'
import { startRemotePhone, testRemotely } from './remote/remote-phone.ts'
import { testMicrophone } from './test-microphone.ts'
import { watchPermission } from './watch-permission.ts'
import { watchReadiness } from './watch-readiness.ts'
import { watchRejoin } from './watch-rejoin.ts'

export type RunTools = Pick<Console, 'backend' | 'store' | 'phone' | 'audio' | 'clock' | 'dispatch' | 'onNotice'> & {
  /** the window that is the telephone in this one's stead */
  media: MediaLink | null
  askCredentials: () => Promise<PhoneCredentials | null>
  /** a chosen device is away, told once each time: the system's own takes its place; of a headset, its buttons */
  onGone: (use: 'microphone' | 'speaker' | 'headset', device: string) => void
}

/** Credentials are renewed this long before they end, and asked for again this soon when that failed. */
const renewBeforeMs = 60_000
const retryMs = 5_000
const readEveryMs = 2_000

/** Runs the softphone of one log-in and tells the console's phone store how it is. Returns the stop. */
export function runPhone(credentials: RealCredentials, tools: RunTools): () => void {
  const { store, phone, audio, clock, media } = tools
  const stops: (() => void)[] = []
  let stopped = false
  let softphone: Softphone | null = null
  let connection: Connection = 'connecting'
  let sound: 'none' | 'up' | 'held' = 'none'
  let quality: CallQuality | null = null
  let microphoneProblem: PhoneProblem | null = null
  let inUse: InUse = {
    microphone: audio.getState().microphone?.deviceId ?? '',
    speaker: audio.getState().speaker?.deviceId ?? '',
  }
  const gone: Record<'microphone' | 'speaker', string | null> = { microphone: null, speaker: null }
  const tellOnce = (use: 'microphone' | 'speaker', before: string | null, now: string | null) => {
    if (now !== null && now !== before) tools.onGone(use, now)
    return now
  }
  let cancelRenewal = () => {}
  let cancelReading = () => {}

  const describe = (): PhoneState => {
    if (sound !== 'none') return { kind: 'talking', quality, held: sound === 'held', problem: microphoneProblem }
    if (connection === 'connecting') return { kind: 'starting' }
    if (connection === 'refused') return { kind: 'failed', problem: 'credentials' }
    if (connection === 'lost') return { kind: 'failed', problem: 'registration' }
    return microphoneProblem === null ? { kind: 'ready' } : { kind: 'failed', problem: microphoneProblem }
  }
  const show = () => {
    if (!stopped) phone.setState({ state: describe(), control: { testMicrophone: test, release } })
  }
  const release = () => softphone?.release()
  async function test(): Promise<PhoneProblem | null> {
    const { microphone } = inUse
    microphoneProblem = await (media === null
      ? testMicrophone(microphone, clock)
      : testRemotely(media, microphone, clock))
    show()
    return microphoneProblem
  }

  function hear(news: SoftphoneNews): void {
    if (stopped) return
    if (news.kind === 'microphone-ended') {
      microphoneProblem = 'missing'
    } else if (news.kind === 'audio') {
      if (sound === 'none' && news.audio !== 'none') readQuality(null)
      sound = news.audio
      if (sound === 'none') {
        cancelReading()
        quality = null
      }
    } else {
      // one that tries again is still away: nobody is reachable before it is registered
      if (news.connection !== 'connecting') connection = news.connection
      if (connection === 'refused') renewIn(retryMs)
    }
    show()
  }

  function readQuality(before: Reading | null): void {
    cancelReading = clock.schedule(readEveryMs, () => void readOnce(before))
  }
  async function readOnce(before: Reading | null): Promise<void> {
    const now = (await softphone?.read()) ?? null
    if (stopped || sound === 'none') return
    if (before !== null && now !== null) quality = assessQuality(before, now)
    readQuality(now ?? before)
    show()
  }

  function renewIn(delayMs: number): void {
    cancelRenewal()
    cancelRenewal = clock.schedule(delayMs, () => void renew())
  }
  function planRenewal(expiresAt: number): void {
    // `expiresAt` is central's time
    const left = expiresAt - (clock.now() + store.getState().clockOffsetMs)
    renewIn(Math.max(retryMs, left - renewBeforeMs))
  }
  async function renew(): Promise<void> {
    const next = await tools.askCredentials()
    if (stopped) return
    if (next === null || next.kind !== credentials.kind) return renewIn(retryMs)
    softphone?.renew(secretOf(next))
    planRenewal(next.expiresAt)
  }

  async function begin(): Promise<void> {
    const { userId } = store.getState().user
    const start =
      media === null
        ? await loadSoftphone(credentials)
        : (parts: SoftphoneParts) => startRemotePhone({ credentials, userId, media }, parts)
    if (stopped) return
    const invites = watchInvites(tools)
    stops.push(invites.stop, watchRejoin(tools), runHeadset(navigator.hid, tools))
    const openOne = (deviceId: string) => openMicrophone(navigator.mediaDevices, deviceId)
    softphone = start({ clock, devices: inUse, admit: invites.admit, openMicrophone: openOne, tell: hear })
    planRenewal(credentials.expiresAt)
    show()
  }

  stops.push(
    followDevices({
      media: navigator.mediaDevices,
      audio,
      onDevices: ({ microphone, speaker }, microphoneThere) => {
        gone.microphone = tellOnce('microphone', gone.microphone, microphone.missing)
        gone.speaker = tellOnce('speaker', gone.speaker, speaker.missing)
        if (!microphoneThere) microphoneProblem = 'missing'
        else if (microphoneProblem === 'missing') microphoneProblem = null
        inUse = { microphone: microphone.deviceId, speaker: speaker.deviceId }
        void softphone?.use(inUse)
        if (softphone !== null) show()
      },
    }),
    watchPermission(navigator.permissions, (denied) => {
      if (denied) microphoneProblem = 'denied'
      else if (microphoneProblem === 'denied') microphoneProblem = null
      if (softphone !== null) show()
    }),
    watchReadiness(tools),
    claimPhone({
      locks: navigator.locks,
      userId: store.getState().user.userId,
      schedule: clock.schedule,
      onElsewhere: () => phone.setState({ state: { kind: 'elsewhere' }, control: null }),
      onClaimed: () =>
        void begin().catch((error: unknown) => {
          console.error(error)
          phone.setState({ state: { kind: 'failed', problem: 'not_loaded' } })
        }),
    }),
  )
  return () => {
    stopped = true
    cancelRenewal()
    cancelReading()
    softphone?.stop()
    for (const stop of stops) stop()
  }
}
