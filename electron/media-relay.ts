import { accept, refuse } from '#shared/protocol/error.ts'
import { MediaNews, MediaOrder } from '#shared/protocol/media-port.ts'
import type { ConsoleContents, IpcPort } from './electron-port.ts'
import { isTrustedSender } from './ipc.ts'

export const ORDER_CHANNEL = 'media:order'
export const NEWS_CHANNEL = 'media:news'

type Pages = { console(): ConsoleContents | null; media(): ConsoleContents | null }

/**
 * Hands the console's orders to the media window and its news back: from no other page, in no other words, and nothing
 * is kept. A page that is being loaded misses what it is told; both sides say again how they stand once they are there.
 */
export function relayMedia(ipcMain: IpcPort, pages: Pages): { order(order: MediaOrder): void } {
  const hand = (channel: string, contents: ConsoleContents | null, message: MediaOrder | MediaNews) => {
    if (contents !== null && !contents.isDestroyed()) contents.send(channel, message)
  }
  ipcMain.handle(ORDER_CHANNEL, async (event, message) => {
    if (!isTrustedSender(event, pages.console())) return refuse('forbidden')
    const order = MediaOrder.safeParse(message)
    if (!order.success) return refuse('bad_request')
    hand(ORDER_CHANNEL, pages.media(), order.data)
    return accept(null)
  })
  ipcMain.handle(NEWS_CHANNEL, async (event, message) => {
    if (!isTrustedSender(event, pages.media())) return refuse('forbidden')
    const news = MediaNews.safeParse(message)
    if (!news.success) return refuse('bad_request')
    hand(NEWS_CHANNEL, pages.console(), news.data)
    return accept(null)
  })
  return { order: (order) => hand(ORDER_CHANNEL, pages.media(), order) }
}
