import type { Clock } from '#shared/domain/clock.ts'
import { createExchange, type NumberSettings } from './exchange.ts'
import { type Call, isOver } from './model.ts'
import { createPostOffice } from './post-office.ts'
import { createRestApi, type Fault, type Recorded } from './rest-api.ts'

export type TwilioDouble = Awaited<ReturnType<typeof startTwilioDouble>>

/**
 * How a telephone behaves when it is called. `rings`: the test decides, one act at a time. `picks-up`: somebody
 * answers at once and presses the key that is asked for. `voicemail`: a machine answers and presses nothing.
 */
export type PhoneBehaviour = 'rings' | 'picks-up' | 'voicemail' | 'busy' | 'declines' | 'unreachable'

const JUDGES_MS = 1_600

/**
 * Twilio as far as it is used, on 127.0.0.1: it remembers, executes TwiML, signs what it sends, and has people with
 * telephones. Nothing happens by time but the ringing that ends, on the clock that is given.
 */
export async function startTwilioDouble(options: {
  accountSid: string
  authToken: string
  publicUrl: string
  /** read live: a test may give the account another number */
  numbers: Record<string, NumberSettings>
  clock?: Clock
  /** who is called into a conference is in it while their telephone rings: early media, which Twilio may take so */
  joinsEarly?: boolean
}) {
  let target: string | null = null
  let count = 0
  const newSid = (prefix: string) => {
    count += 1
    return `${prefix}${count.toString(16).padStart(32, '0')}`
  }
  const now = options.clock ? options.clock.now : () => Date.now()
  const { accountSid, publicUrl } = options
  const office = createPostOffice({
    authToken: options.authToken,
    publicUrl,
    target: () => target,
    newToken: () => newSid('token-'),
  })
  const exchange = createExchange({
    ...{ accountSid, office, now, newSid },
    after: (ms, task) => void (options.clock ? options.clock.schedule(ms, task) : setTimeout(task, ms)),
    fallbackOf: (number) => options.numbers[number]?.voiceFallbackTwiml,
  })
  const faults: Fault[] = []
  const requests: Recorded[] = []
  const behaviours = new Map<string, PhoneBehaviour>()
  const app = createRestApi({
    accountSid,
    authToken: () => options.authToken,
    owns: (number) => number in options.numbers,
    exchange,
    office,
    faults,
    requests,
    onDialled(call, ringMs) {
      exchange.tell(call, 'initiated')
      const behaviour = behaviours.get(call.to) ?? 'rings'
      if (behaviour === 'busy') return exchange.end(call, 'busy', '486')
      if (behaviour === 'unreachable') return exchange.end(call, 'failed', '404')
      if (behaviour === 'declines') return exchange.end(call, 'busy', '603')
      call.status = 'ringing'
      exchange.tell(call, 'ringing')
      if (options.joinsEarly && call.joins) void office.track(exchange.takeUp(call, true))
      options.clock?.schedule(ringMs, () => {
        if (call.status === 'ringing') exchange.end(call, 'no-answer')
      })
      if (behaviour === 'picks-up') void office.track(answer(call).then(() => pressIfAsked(call)))
      if (behaviour === 'voicemail') void office.track(answer(call).then(() => stayMute(call)))
    },
  })
  const apiBaseUrl = await app.listen({ host: '127.0.0.1', port: 0 })

  async function callFrom(from: string, to: string, manner: { speaksMs?: number } = {}): Promise<Call> {
    const number = options.numbers[to]
    if (!number) throw new Error(`${to} is no number of this account`)
    const callback = number.statusCallback ? { url: number.statusCallback, events: ['completed'] as const } : null
    const call = exchange.addCall({
      direction: 'inbound',
      from,
      to,
      status: 'ringing',
      callback,
      ...manner,
    })
    const answered = await office.track(exchange.fetchAndRun(call, number.voiceUrl))
    if (!answered) await office.track(exchange.fallBack(call))
    return call
  }

  /** The newest call to this address that is not over. */
  function findRinging(address: string): Call {
    const call = [...exchange.calls.values()].findLast((one) => one.to === address && !isOver(one))
    if (!call) throw new Error(`nobody is calling ${address}`)
    return call
  }

  async function answer(call: Call): Promise<void> {
    await exchange.takeUp(call)
    if (call.judges !== null) judge(call, call.judges)
  }

  /** Who picked up is known when they were heard. */
  function judge(call: Call, url: string): void {
    const by = behaviours.get(call.to) === 'voicemail' ? 'machine_start' : 'human'
    options.clock?.schedule(JUDGES_MS, () => {
      if (isOver(call)) return
      const fields = { ...exchange.describeCall(call), AnsweredBy: by, MachineDetectionDuration: String(JUDGES_MS) }
      void office.request('POST', url, fields)
    })
  }

  async function press(call: Call, digits: string): Promise<void> {
    if (call.place.kind !== 'gather') throw new Error('nobody asks for a key')
    await exchange.fetchAndRun(call, call.place.action, { Digits: digits })
  }

  async function pressIfAsked(call: Call): Promise<void> {
    if (call.place.kind === 'gather') await press(call, '1')
  }

  /** Nothing is pressed until nothing more is asked: what a voicemail box does. */
  async function stayMute(call: Call): Promise<void> {
    while (call.place.kind === 'gather') await exchange.run(call, call.place.then)
  }

  async function endPause(call: Call): Promise<void> {
    if (call.place.kind === 'pause') await exchange.run(call, call.place.then)
  }

  return {
    apiBaseUrl,
    office,
    exchange,
    faults,
    requests,
    /** where the public address leads; null: central is away */
    pointAt(url: string | null): void {
      target = url
    },
    callFrom,
    /** the silence of a `<Pause>` is over */
    endPause: (call: Call) => office.track(endPause(call)),
    hangUp: (call: Call) => exchange.end(call, 'completed'),
    phone: (address: string) => ({
      behaves: (behaviour: PhoneBehaviour) => void behaviours.set(address, behaviour),
      isRinging: () => [...exchange.calls.values()].some((one) => one.to === address && one.status === 'ringing'),
      current: () => findRinging(address),
      answers: () => office.track(answer(findRinging(address))),
      presses: (digits: string) => office.track(press(findRinging(address), digits)),
      async isAVoicemailBox() {
        const call = findRinging(address)
        await office.track(answer(call))
        await office.track(stayMute(call))
      },
      declines: () => exchange.end(findRinging(address), 'busy', '486'),
      ignores: () => exchange.end(findRinging(address), 'no-answer'),
      hangsUp: () => exchange.end(findRinging(address), 'completed'),
    }),
    /** nothing is under way between Twilio and central */
    idle: () => office.idle(),
    async stop(): Promise<void> {
      target = null
      await office.idle()
      await app.close()
    },
  }
}
