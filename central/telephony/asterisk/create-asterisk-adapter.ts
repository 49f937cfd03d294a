import type { LineEvent, LineSink, TelephonyAdapter } from '#central/telephony/adapter.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import { createAriClient } from './ari-client.ts'
import type { AsteriskLine } from './asterisk-line.ts'
import type { AsteriskConfig, AsteriskLog } from './config.ts'
import { createCommands } from './do-command.ts'
import { type EventSocket, holdEventSocket } from './event-socket.ts'
import { fetchRecording, forgetRecording } from './fetch-recording.ts'
import { createPhones } from './issue-phones.ts'
import { judgeAnswer } from './judge-answer.ts'
import { endListening } from './listen-leg.ts'
import { discard, endRecorders } from './record-call.ts'
import { endLeg, takeInEvent } from './take-in-event.ts'
import { takeInLook } from './take-in-look.ts'
import { takeInRecordingEvent, takeInRecordings } from './take-in-recording.ts'
import { takeSnapshot } from './take-snapshot.ts'
import { readEvent } from './wire.ts'

const STASIS_WAIT_MS = 3_000
/** longer than any words before a tone */
const PLAYBACK_WAIT_MS = 60_000
/** Channel events that say nothing about a leg's state and come by the dozen. */
const NOISE = ['ChannelVarset', 'ChannelDialplan', 'ChannelConnectedLine', 'ChannelCallerId']

/**
 * The line of an Asterisk, over ARI. It keeps a picture of Asterisk's legs, nothing that Asterisk does not know, so it
 * may be stopped at any moment. A second central on the same application takes the line over, and this one lets go.
 */
export function createAsteriskAdapter(parts: {
  config: AsteriskConfig
  clock: Clock
  /** for what concerns the connection alone: its pulse, and when it is tried again */
  connectionClock?: Clock
  random: Random
  log: AsteriskLog
  /** Asterisk's time stamps in ms */
  readTime?: (timestamp: string) => number
}): TelephonyAdapter {
  const { config, clock, random, log, connectionClock = parts.clock } = parts
  const ari = createAriClient(config)
  const phones =
    config.phones && createPhones({ config, phones: config.phones, ari, clock: connectionClock, random, log })
  const reading = { app: config.app, readTime: parts.readTime ?? Date.parse }
  const waiters = new Map<string, (isThere: boolean) => void>()
  const chains = new Map<string, Promise<void>>()
  let sink: LineSink | null = null
  let socket: EventSocket | null = null
  let isUp: boolean | null = null

  function send(event: LineEvent): Promise<void> | undefined {
    return sink?.(event).catch((error: unknown) => {
      // the next look at the line finds what was lost here
      log.error({ err: error, type: event.type, key: event.key }, 'a fact of the line was not taken in')
    })
  }
  function emit(event: LineEvent): void {
    if (event.type === 'link') {
      void send(event)
      return
    }
    const { callId } = event
    const chain = (chains.get(callId) ?? Promise.resolve()).then(() => send(event))
    const last = chain.finally(() => {
      if (chains.get(callId) === last) chains.delete(callId)
    })
    chains.set(callId, last)
  }
  function reportLink(up: boolean): void {
    if (isUp === up) return
    isUp = up
    const at = clock.now()
    emit({ type: 'link', at, key: `link:${at}:${up}`, up })
  }
  function waitFor(id: string, mostMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = connectionClock.schedule(mostMs, () => settle(false))
      const settle = (isThere: boolean) => {
        cancel()
        waiters.delete(id)
        resolve(isThere)
      }
      waiters.set(id, settle)
    })
  }

  const line: AsteriskLine = {
    ...{ config, ari, clock, log, reading, emit },
    waitForStasis: (channelId) => waitFor(channelId, STASIS_WAIT_MS),
    waitForPlayback: (playbackId) => waitFor(playbackId, PLAYBACK_WAIT_MS),
    ...{
      legs: new Map(),
      bridged: new Map(),
      watches: new Map(),
      questions: new Map(),
      recordings: new Map(),
      messages: new Map(),
    },
    lastAt: 0,
    follow({ vendorId }) {
      const path = `/applications/${encodeURIComponent(config.app)}/subscription`
      void ari.post(path, { eventSource: `channel:${vendorId}` }).then((answer) => {
        const leg = line.legs.get(vendorId)
        if (answer.ok || answer.status !== 422 || !leg) return
        // there is no such channel: its end came before we listened, and will not be told
        line.lastAt += 1
        const cause = leg.state === 'up' ? 'normal' : 'canceled'
        endLeg(line, leg, { key: `${vendorId}:gone`, at: line.lastAt, cause, vendorCause: null })
      })
    },
    dropBridge(bridgeId) {
      void ari.delete(`/bridges/${bridgeId}`)
    },
    dropRecording(recordingId) {
      discard(line, recordingId).catch((error: unknown) =>
        log.error({ err: error, recordingId }, 'what is left of a recording that failed stays at Asterisk'),
      )
    },
    dropRecorders(recordingId) {
      endRecorders(line, recordingId).catch((error: unknown) =>
        log.info({ err: error, recordingId }, 'what recorded is gone already'),
      )
    },
    judge(leg) {
      judgeAnswer(line, leg).catch((error: unknown) =>
        log.error({ err: error, legId: leg.legId }, 'who picked up was not found out'),
      )
    },
    dropListening(leg) {
      endListening(line, leg).catch((error: unknown) =>
        log.info({ err: error, legId: leg.legId }, 'what listened is gone already'),
      )
    },
  }
  const doCommand = createCommands(line)

  function takeInFrame(text: string): void {
    const event = readEvent(text)
    if (!event) return
    if (event.type === 'ApplicationReplaced') {
      log.error({ app: config.app }, 'another central has taken over this Asterisk application; this one lets go')
      void socket?.stop()
      reportLink(false)
      return
    }
    if ('playback' in event) {
      waiters.get(event.playback.id)?.(event.playback.state === 'done')
      return
    }
    if ('recording' in event) {
      takeInRecordingEvent(line, event)
      return
    }
    takeInEvent(line, event)
    if (!event.channel) return
    if (event.type === 'StasisStart') waiters.get(event.channel.id)?.(true)
    if (event.type === 'ChannelDestroyed') waiters.get(event.channel.id)?.(false)
  }

  return {
    name: 'asterisk',
    capabilities: {
      ...{ park: true, mute: true, say: true, listen: true, record: true, dtmf: true },
      ...{
        voicemail: true,
        confirmsAgentLeg: true,
        callOut: true,
        maxLegs: 10,
        detectsMachines: config.detectMachines,
      },
    },
    async start(given) {
      sink = given
      // Asterisk may be away: the line then comes when it does, and says so
      await new Promise<void>((resolve) => {
        socket = holdEventSocket({
          ...{ config, clock: connectionClock, authorization: ari.authorization, frame: takeInFrame },
          async opened() {
            await ari.put(
              `/applications/${encodeURIComponent(config.app)}/eventFilter`,
              {},
              {
                disallowed: NOISE.map((type) => ({ type })),
              },
            )
            const look = await takeSnapshot(ari, reading)
            takeInLook(line, look)
            await takeInRecordings(line, look)
            await phones?.restore()
            reportLink(true)
            resolve()
          },
          lost() {
            reportLink(false)
            resolve()
          },
          failed: (error) => log.error({ err: error }, 'the events of Asterisk could not be read'),
        })
      })
    },
    async stop() {
      await socket?.stop()
      phones?.stop()
      for (const cancel of line.watches.values()) cancel()
      line.watches.clear()
      for (const { cancel } of line.questions.values()) cancel()
      line.questions.clear()
      line.legs.clear()
      line.bridged.clear()
      line.recordings.clear()
      line.messages.clear()
      await Promise.all(chains.values())
      sink = null
      isUp = null
    },
    ...(phones && { issuePhone: (asker) => phones.issue(asker) }),
    fetchRecording: ({ recordingId }) => fetchRecording(ari, recordingId),
    forgetRecording: ({ recordingId }) => forgetRecording(ari, recordingId),
    snapshot: async () => (await takeSnapshot(ari, reading)).legs,
    async do(command) {
      if (isUp !== true) return { ok: false, code: 'busy', retryAfterMs: 1_000, detail: 'Asterisk is out of reach' }
      return doCommand(command)
    },
  }
}
