import type { MicrophoneTrials } from '#renderer/softphone/audio/try-microphone.ts'
import { loadSoftphone, type RealCredentials, secretOf } from '#renderer/softphone/load-softphone.ts'
import type { InUse, Invite, Softphone, SoftphoneNews, SoftphoneParts } from '#renderer/softphone/port.ts'
import type { testMicrophone } from '#renderer/softphone/test-microphone.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { MediaNews, MediaOrder } from '#shared/protocol/media-port.ts'
import { hostTrials } from './host-trials.ts'

/** A console that is loaded anew is back before this; the exchange would not let it ring much longer. */
const admitMs = 10_000

export type HostTools = {
  clock: Clock
  tell(news: MediaNews): void
  openMicrophone: SoftphoneParts['openMicrophone']
  testMicrophone: typeof testMicrophone
  trials: MicrophoneTrials
  load?: typeof loadSoftphone
}

type Hosted = {
  userId: string
  credentials: RealCredentials
  softphone: Softphone | null
  last: { connection: SoftphoneNews & { kind: 'connection' }; audio: SoftphoneNews & { kind: 'audio' } }
  invites: Map<string, { invite: Invite; answer(mine: boolean): void }>
  /** of a softphone that is still loaded: what it is to use then, and whether it is wanted at all */
  devices: InUse
  stopped: boolean
}

/**
 * Holds the telephone for a console that may be loaded anew at any time. Ordered to start what it is already, it goes
 * on, sound and all, and tells how it stands: the sound first, for a console that thought itself silent would ask for it.
 */
export function hostSoftphone({ clock, tell, openMicrophone, load = loadSoftphone, ...microphones }: HostTools) {
  let hosted: Hosted | null = null
  const trials = hostTrials(microphones.trials, tell)
  let invited = 0

  function start({ userId, credentials, devices }: Extract<MediaOrder, { kind: 'start' }>): void {
    // of a console that was loaded anew nobody looks at any more
    trials.endAll()
    if (hosted !== null && hosted.userId === userId && isSameLine(hosted.credentials, credentials)) {
      const { last, invites, softphone } = hosted
      const isNew = secretOf(hosted.credentials) !== secretOf(credentials)
      hosted.credentials = credentials
      hosted.devices = devices
      if (isNew) softphone?.renew(secretOf(credentials))
      void softphone?.use(devices)
      tell(last.audio)
      tell(last.connection)
      for (const [inviteId, { invite }] of invites) tell({ kind: 'invite', inviteId, ...invite })
      return
    }
    stop()
    const mine: Hosted = {
      ...{ userId, credentials, devices, softphone: null, invites: new Map(), stopped: false },
      last: { audio: { kind: 'audio', audio: 'none' }, connection: { kind: 'connection', connection: 'connecting' } },
    }
    hosted = mine
    load(credentials).then(
      (begin) => {
        if (mine.stopped) return
        const hear = (news: SoftphoneNews) => {
          if (mine.stopped) return
          if (news.kind === 'connection') mine.last.connection = news
          if (news.kind === 'audio') mine.last.audio = news
          tell(news)
        }
        const admit = (invite: Invite) => ask(mine, invite)
        mine.softphone = begin({ clock, devices: mine.devices, admit, openMicrophone, tell: hear })
      },
      (error: unknown) => {
        console.error(error)
        if (mine.stopped) return
        // the next start tries again
        hosted = null
        tell({ kind: 'connection', connection: 'lost' })
      },
    )
  }

  /** Asks the console whose this leg is; without an answer nobody's. */
  function ask({ invites }: Hosted, invite: Invite): Promise<boolean> {
    invited += 1
    const inviteId = `${invited}`
    return new Promise((resolve) => {
      const answer = (mine: boolean) => {
        cancel()
        invites.delete(inviteId)
        resolve(mine)
      }
      const cancel = clock.schedule(admitMs, () => answer(false))
      invites.set(inviteId, { invite, answer })
      tell({ kind: 'invite', inviteId, ...invite })
    })
  }

  function stop(): void {
    if (hosted === null) return
    hosted.stopped = true
    for (const { answer } of [...hosted.invites.values()]) answer(false)
    hosted.softphone?.stop()
    hosted = null
  }

  return async function obey(order: MediaOrder): Promise<void> {
    switch (order.kind) {
      case 'start':
        return start(order)
      case 'renew':
        return hosted?.softphone?.renew(order.secret)
      case 'use':
        if (hosted !== null) hosted.devices = order.devices
        return hosted?.softphone?.use(order.devices)
      case 'release':
        return hosted?.softphone?.release()
      case 'admit':
        return hosted?.invites.get(order.inviteId)?.answer(order.mine)
      case 'read':
        return tell({ kind: 'reading', askId: order.askId, reading: (await hosted?.softphone?.read()) ?? null })
      case 'test':
        return tell({
          kind: 'tested',
          askId: order.askId,
          problem: await microphones.testMicrophone(order.microphone, clock),
        })
      case 'listen':
        return trials.listen(order)
      case 'echo':
        return trials.echo(order)
      case 'end-trial':
        return trials.end(order.askId)
      case 'stop':
        trials.endAll()
        return stop()
      default:
        return order satisfies never
    }
  }
}

/** A renewed secret is the same telephone; another exchange or another name is not. */
function isSameLine(one: RealCredentials, other: RealCredentials): boolean {
  if (one.kind === 'twilio' || other.kind === 'twilio') return one.kind === other.kind
  return one.url === other.url && one.user === other.user && one.domain === other.domain
}
