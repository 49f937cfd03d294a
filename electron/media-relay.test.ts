import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { refuse } from '#shared/protocol/error.ts'
import { MediaNews, MediaOrder } from '#shared/protocol/media-port.ts'
import { APP_ENTRY, MEDIA_ENTRY } from './app-origin.ts'
import type { Frame } from './electron-port.ts'
import { NEWS_CHANNEL, ORDER_CHANNEL, relayMedia } from './media-relay.ts'
import { FakeContents, makeFakeElectron } from './testing/fake-electron.ts'

let console: FakeContents
let media: FakeContents
let say: (channel: string, from: FakeContents, message: unknown, frame?: Partial<Frame> | null) => Promise<unknown>
let relay: ReturnType<typeof relayMedia>

beforeEach(() => {
  console = new FakeContents()
  media = new FakeContents()
  media.mainFrame = { url: MEDIA_ENTRY, parent: null, frameTreeNodeId: 9 }
  const { electron, made } = makeFakeElectron()
  relay = relayMedia(electron.ipcMain, { console: () => console, media: () => media })
  say = async (channel, sender, message, frame = {}) => {
    const senderFrame = frame === null ? null : { ...sender.mainFrame, ...frame }
    return made.channels.get(channel)?.({ sender, senderFrame }, message)
  }
})
const heard = () => ({ console: console.sent, media: media.sent })
const nothing = { console: [], media: [] }

describe('between the console and its telephone', () => {
  it('orders go one way and news the other', async () => {
    expect(await say(ORDER_CHANNEL, console, { kind: 'stop' })).toMatchObject({ ok: true })
    expect(await say(NEWS_CHANNEL, media, { kind: 'audio', audio: 'up' })).toMatchObject({ ok: true })
    expect(heard()).toEqual({
      console: [{ channel: NEWS_CHANNEL, message: { kind: 'audio', audio: 'up' } }],
      media: [{ channel: ORDER_CHANNEL, message: { kind: 'stop' } }],
    })
  })

  it('nobody else orders or tells: neither the other window, nor a frame in it, nor a foreign page', async () => {
    const stranger = new FakeContents()
    const cases: [string, FakeContents, Partial<Frame> | null][] = [
      [ORDER_CHANNEL, media, {}],
      [NEWS_CHANNEL, console, {}],
      [ORDER_CHANNEL, stranger, {}],
      [NEWS_CHANNEL, stranger, {}],
      [ORDER_CHANNEL, console, { parent: console.mainFrame }],
      [NEWS_CHANNEL, media, { parent: media.mainFrame }],
      [ORDER_CHANNEL, console, { url: 'https://evil.example/' }],
      [NEWS_CHANNEL, media, { url: APP_ENTRY.replace('ringdesk', 'ringdesk.evil') }],
      [NEWS_CHANNEL, media, null],
    ]
    for (const [channel, from, frame] of cases) {
      const message = channel === ORDER_CHANNEL ? { kind: 'stop' } : { kind: 'empty' }
      expect(await say(channel, from, message, frame)).toEqual(refuse('forbidden'))
    }
    expect(heard()).toEqual(nothing)
  })

  it('whole messages get through and nothing else, whatever a page sends', async () => {
    const kinds = [...MediaOrder.options, ...MediaNews.options].map((option) => option.shape.kind.value)
    const payload = fc.oneof(
      fc.constantFrom(...kinds).map((kind) => ({ kind })),
      fc.tuple(fc.constantFrom(...kinds), fc.dictionary(fc.string(), fc.anything())).map(([kind, more]) => ({
        ...more,
        kind,
      })),
      fc.anything(),
    )
    await fc.assert(
      fc.asyncProperty(payload, async (message) => {
        for (const contents of [console, media]) contents.sent = []
        await say(ORDER_CHANNEL, console, message)
        await say(NEWS_CHANNEL, media, message)
        expect(media.sent.length).toBe(MediaOrder.safeParse(message).success ? 1 : 0)
        expect(console.sent.length).toBe(MediaNews.safeParse(message).success ? 1 : 0)
      }),
      { numRuns: 1_000 },
    )
  })

  it('what is told to a window that is gone is lost, and nothing breaks', async () => {
    media.destroyed = true
    expect(await say(ORDER_CHANNEL, console, { kind: 'release' })).toMatchObject({ ok: true })
    relay.order({ kind: 'stop' })
    expect(heard()).toEqual(nothing)
  })
})
