import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { refuse } from '#shared/protocol/error.ts'
import { ShellRequest } from '#shared/protocol/shell-port.ts'
import { APP_ENTRY } from './app-origin.ts'
import type { Frame, IpcEvent } from './electron-port.ts'
import { answerConsole, NOTICE_CHANNEL, REQUEST_CHANNEL, tellConsole } from './ipc.ts'
import { FakeContents, makeFakeElectron } from './testing/fake-electron.ts'

const PAYLOADS = 1000
const kinds = ShellRequest.options.map((option) => option.shape.kind.value)

let ours: FakeContents
let reached: ShellRequest[]
let ask: (event: IpcEvent, message: unknown) => Promise<unknown>
const top = (url = APP_ENTRY): Frame => ({ url, parent: null, frameTreeNodeId: 1 })
const event = (senderFrame: Frame | null, sender: object = ours): IpcEvent => ({ sender, senderFrame })

beforeEach(() => {
  ours = new FakeContents()
  reached = []
  const { electron, made } = makeFakeElectron()
  answerConsole(
    electron.ipcMain,
    () => ours,
    async (request) => {
      reached.push(request)
      return 'answered'
    },
  )
  expect([...made.channels.keys()]).toEqual([REQUEST_CHANNEL])
  const listener = made.channels.get(REQUEST_CHANNEL)
  if (!listener) throw new Error('no handler')
  ask = listener
})

/** Anything a hostile page may send under one kind: right, nearly right and nonsense. */
const payloads = (kind: string) =>
  fc.oneof(
    fc.record({ kind: fc.constant(kind) }),
    fc.record({ kind: fc.constant(kind), credentials: fc.record({ login: fc.string(), password: fc.string() }) }),
    fc.record({ kind: fc.constant(kind), name: fc.string(), params: fc.anything() }),
    fc.record({ kind: fc.constant(kind), command: fc.anything() }),
    fc.record({
      kind: fc.constant(kind),
      command: fc.record({ kind: fc.constant('live'), command: fc.record({ type: fc.constant('call.hang-up') }) }),
    }),
    fc
      .tuple(fc.constant(kind), fc.dictionary(fc.string(), fc.anything()))
      .map(([own, more]) => ({ ...more, kind: own })),
    fc.anything(),
  )

const strangers: Record<string, () => IpcEvent> = {
  'a frame inside our page': () => event({ url: APP_ENTRY, parent: top(), frameTreeNodeId: 2 }),
  'a foreign page in our window': () => event(top('https://evil.example/')),
  'a look-alike of our origin': () => event(top('app://ringdesk.evil.example/index.html')),
  'another window': () => event(top(), new FakeContents()),
  'a frame that is gone': () => event(null),
  'a frame that goes while it is read': () =>
    event({
      get url(): string {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed')
      },
      parent: null,
      frameTreeNodeId: 1,
    }),
  'a frame that was replaced': () => event({ ...top(), frameTreeNodeId: 7 }),
  'a destroyed window': () => {
    ours.destroyed = true
    return event(top())
  },
}

describe('the request channel', () => {
  it('answers our own page', async () => {
    expect(await ask(event(top()), { kind: 'session' })).toBe('answered')
    expect(reached).toEqual([{ kind: 'session' }])
  })

  describe.each(Object.keys(strangers))('refuses %s', (who) => {
    it.each(kinds)(`${PAYLOADS} payloads of kind %s, no effect`, async (kind) => {
      await fc.assert(
        fc.asyncProperty(payloads(kind), async (payload) => {
          expect(await ask(strangers[who]?.() ?? event(null), payload)).toEqual(refuse('forbidden'))
          expect(reached).toEqual([])
        }),
        { numRuns: PAYLOADS },
      )
    })
  })

  it.each(kinds)(
    `lets our own page through with whole messages only: ${PAYLOADS} payloads of kind %s`,
    async (kind) => {
      await fc.assert(
        fc.asyncProperty(payloads(kind), async (payload) => {
          reached = []
          const answer = await ask(event(top()), payload)
          if (ShellRequest.safeParse(payload).success) expect(answer).toBe('answered')
          else {
            expect(answer).toEqual(refuse('bad_request'))
            expect(reached).toEqual([])
          }
        }),
        { numRuns: PAYLOADS },
      )
    },
  )

  it('pollutes nothing', async () => {
    await ask(event(top()), JSON.parse('{"kind":"send","command":{"__proto__":{"polluted":1}},"__proto__":{"a":1}}'))
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
})

describe('a notice', () => {
  it('goes to the living page only', () => {
    tellConsole(ours, { kind: 'signed-out', reason: null })
    expect(ours.sent).toEqual([{ channel: NOTICE_CHANNEL, message: { kind: 'signed-out', reason: null } }])
    ours.destroyed = true
    tellConsole(ours, { kind: 'signed-out', reason: null })
    tellConsole(null, { kind: 'signed-out', reason: null })
    expect(ours.sent).toHaveLength(1)
  })
})
