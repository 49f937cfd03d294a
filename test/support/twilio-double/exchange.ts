import { type Conferences, createConferences } from './conferences.ts'
import { type Call, type CallEvent, describeTime, type EndStatus, isOver } from './model.ts'
import { parseTwiml, type Verb } from './parse-twiml.ts'
import type { PostOffice } from './post-office.ts'
import { createRecordings } from './recordings.ts'

/** What a number of the account does with a call. */
export type NumberSettings = { voiceUrl: string; voiceFallbackTwiml?: string; statusCallback?: string }

/** Words before a beep, and a message, unless a test has it otherwise. */
const SAY_MS = 4_000
const MESSAGE_MS = 8_000

/** What may be played to somebody in a conference. */
const audible = ['Say', 'Play', 'Pause', 'Redirect']

function describeSound({ name, text, attributes }: Verb): string {
  return attributes.digits === undefined ? `${name.toLowerCase()}:${text}` : `digits:${attributes.digits}`
}

export type Exchange = ReturnType<typeof createExchange>

/** Twilio's telephone exchange: calls, what their TwiML makes them do, and what is reported of them. */
export function createExchange(parts: {
  accountSid: string
  office: PostOffice
  now(): number
  newSid(prefix: string): string
  fallbackOf(number: string): string | undefined
  /** something that takes a while: words, what a caller says */
  after(ms: number, task: () => void): void
}) {
  const { office, now, newSid, accountSid } = parts
  const calls = new Map<string, Call>()
  const conferences: Conferences = createConferences(parts)
  const recordings = createRecordings(parts)
  const faults: string[] = []

  function describeCall(call: Call): Record<string, string> {
    const direction = call.direction
    const status = call.status
    return {
      AccountSid: accountSid,
      CallSid: call.sid,
      From: call.from,
      To: call.to,
      Direction: direction,
      CallStatus: status,
      ApiVersion: '2010-04-01',
    }
  }

  function tell(call: Call, event: CallEvent, more: Record<string, string> = {}): void {
    const sequence = call.sequence
    call.sequence += 1
    if (!call.callback?.events.includes(event)) return
    const word = event === 'initiated' ? 'initiated' : call.status
    office.post(call.callback.url, {
      ...describeCall(call),
      CallStatus: word,
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(sequence),
      Timestamp: describeTime(now()),
      ...more,
    })
  }

  function addCall(
    fields: Pick<Call, 'direction' | 'from' | 'to' | 'status' | 'callback'> &
      Partial<Pick<Call, 'twiml' | 'url' | 'joins' | 'customParameters' | 'speaksMs' | 'judges'>>,
  ): Call {
    const none = { twiml: null, url: null, joins: null, customParameters: {}, speaksMs: MESSAGE_MS, judges: null }
    const rest = { startedAt: null, endedAt: null, sequence: 0, run: 0, heard: [] }
    const call: Call = { ...none, ...fields, ...rest, sid: newSid('CA'), createdAt: now(), place: { kind: 'nowhere' } }
    calls.set(call.sid, call)
    return call
  }

  function answer(call: Call): void {
    if (call.status === 'in-progress' || isOver(call)) return
    call.status = 'in-progress'
    call.startedAt = now()
    tell(call, 'answered')
  }

  function leavePlace(call: Call, queueResult: string): void {
    const { place } = call
    call.place = { kind: 'nowhere' }
    if (place.kind === 'conference') {
      for (const other of conferences.leave(place.conference, call)) void office.track(leaveRoom(other))
    }
    if (place.kind === 'queue' && place.action !== null) {
      // the answer counts for nothing: the call is elsewhere already
      void office.request('POST', place.action, { ...describeCall(call), QueueResult: queueResult, QueueTime: '1' })
    }
  }

  async function leaveRoom(call: Call): Promise<void> {
    const { place } = call
    if (place.kind !== 'conference') return
    leavePlace(call, '')
    await run(call, place.then)
  }

  function end(call: Call, status: EndStatus, sip?: string): void {
    if (isOver(call)) return
    const seconds = call.startedAt === null ? 0 : Math.max(1, Math.round((now() - call.startedAt) / 1000))
    call.status = status
    call.endedAt = now()
    call.run += 1
    leavePlace(call, 'hangup')
    if (call.joins) conferences.giveUp(call.joins.conference, call)
    recordings.end(call.sid)
    tell(call, 'completed', { CallDuration: String(seconds), ...(sip ? { SipResponseCode: sip } : {}) })
  }

  /** Fetches a document and lets the call run it. False: there was none. */
  async function fetchAndRun(call: Call, url: string, more: Record<string, string> = {}): Promise<boolean> {
    const response = await office.request('POST', url, { ...describeCall(call), ...more })
    if (!response || response.status >= 400) return false
    await runText(call, response.body)
    return true
  }

  /** No document was to be had: the number's fallback is Twilio's own and always there. */
  async function fallBack(call: Call): Promise<void> {
    const twiml = call.direction === 'inbound' ? parts.fallbackOf(call.to) : undefined
    if (twiml === undefined) return end(call, 'failed')
    await runText(call, twiml)
  }

  async function runText(call: Call, twiml: string): Promise<void> {
    const verbs = readDocument(twiml)
    if (verbs === null) return end(call, 'failed')
    await run(call, verbs)
  }

  function readDocument(twiml: string): Verb[] | null {
    try {
      return parseTwiml(twiml)
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error))
      return null
    }
  }

  /** A new document for a call in progress: whatever ran before stops. */
  async function redirect(call: Call, twiml: string): Promise<void> {
    leavePlace(call, 'redirected')
    await runText(call, twiml)
  }

  async function run(call: Call, verbs: readonly Verb[]): Promise<void> {
    call.run += 1
    const current = call.run
    for (const [index, verb] of verbs.entries()) {
      if (isOver(call) || call.run !== current) return
      const isLast = await execute(call, verb, verbs.slice(index + 1))
      if (isLast) return
    }
    if (call.run === current) end(call, 'completed')
  }

  /** True: what follows waits until this is over, or never runs. */
  async function execute(call: Call, verb: Verb, then: Verb[]): Promise<boolean> {
    const { attributes } = verb
    answer(call)
    switch (verb.name) {
      case 'Say':
        call.heard.push(`say:${verb.text}`)
        if (then[0]?.name !== 'Record') return false
        // who is to speak listens to the end of the words
        continueAfter(call, SAY_MS, () => run(call, then))
        return true
      case 'Record':
        record(call, attributes, then)
        return true
      case 'Play':
        call.heard.push(describeSound(verb))
        if (attributes.loop !== '0') return false
        call.place = { kind: 'playing' }
        return true
      case 'Pause':
        call.place = { kind: 'pause', then }
        return true
      case 'Gather':
        for (const child of verb.children) await execute(call, child, [])
        call.place = { kind: 'gather', action: attributes.action ?? '', then }
        return true
      case 'Enqueue':
        call.place = { kind: 'queue', action: attributes.action ?? null, then }
        await listen(call, attributes.waitUrl)
        return true
      case 'Dial': {
        const room = verb.children.find(({ name }) => name === 'Conference')
        if (!room) throw new Error('the double dials conferences only')
        await enter(call, room.text, room.attributes, then)
        return true
      }
      case 'Redirect':
        if (!(await fetchAndRun(call, verb.text))) await fallBack(call)
        return true
      case 'Hangup':
        end(call, 'completed')
        return true
      default:
        throw new Error(`the double does not know <${verb.name}>`)
    }
  }

  /** Unless the call is over by then, or runs another document. */
  function continueAfter(call: Call, ms: number, task: () => Promise<void> | void): void {
    const { run: current } = call
    call.place = { kind: 'speaking' }
    parts.after(ms, () => {
      if (!isOver(call) && call.run === current) void office.track(Promise.resolve(task()))
    })
  }

  /** Who says nothing goes on to what follows, and of that no recording is made. */
  function record(call: Call, attributes: Record<string, string>, then: Verb[]): void {
    if (call.speaksMs === 0) {
      continueAfter(call, Number(attributes.timeout ?? '5') * 1_000, () => run(call, then))
      return
    }
    const { recordingStatusCallback: url, recordingStatusCallbackEvent: events = 'completed' } = attributes
    const callback = url === undefined ? null : { url, events: events.split(' ') }
    const recording = recordings.begin(call.sid, callback, 'RecordVerb')
    const mostMs = Number(attributes.maxLength ?? '3600') * 1_000
    continueAfter(call, Math.min(call.speaksMs, mostMs), async () => {
      if (call.speaksMs < mostMs) return end(call, 'completed')
      recordings.complete(recording)
      if (attributes.action) await fetchAndRun(call, attributes.action)
    })
  }

  /** What is played to somebody who waits: fetched, read, heard; it changes nothing else. */
  async function listen(call: Call, url: string | undefined): Promise<void> {
    if (!url) return
    const response = await office.request('GET', url, {})
    const verbs = response?.status === 200 ? readDocument(response.body) : null
    for (const verb of verbs ?? []) {
      if (!audible.includes(verb.name)) faults.push(`13238 <${verb.name}> where only sounds may be`)
      call.heard.push(describeSound(verb))
    }
  }

  async function enter(call: Call, name: string, attributes: Record<string, string>, then: Verb[]): Promise<void> {
    const conference = conferences.join(call, name, attributes)
    call.place = { kind: 'conference', conference, then }
    if (conference.participants.size === 1) await listen(call, attributes.waitUrl)
  }

  /** Somebody picks up a call that we made. `early`: into the conference while it rings, as with early media. */
  async function takeUp(call: Call, early = false): Promise<void> {
    if (!early) answer(call)
    if (call.joins) {
      if (call.place.kind !== 'conference') await enter(call, call.joins.conference.name, call.joins.attributes, [])
    } else if (call.twiml !== null) await runText(call, call.twiml)
    else if (call.url !== null) await fetchAndRun(call, call.url)
  }

  return {
    calls,
    conferences,
    recordings,
    faults,
    addCall,
    answer,
    end,
    tell,
    fetchAndRun,
    fallBack,
    redirect,
    run,
    takeUp,
    listen,
    describeCall,
  }
}
