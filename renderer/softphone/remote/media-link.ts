import { type MediaBridge, MediaNews, type MediaOrder } from '#shared/protocol/media-port.ts'

declare global {
  interface Window {
    /** only in the desktop app's console */
    ringdeskMedia?: MediaBridge
  }
}

/** The window that is the telephone in this console's stead. */
export type MediaLink = {
  order(order: MediaOrder): void
  onNews(listener: (news: MediaNews) => void): () => void
}

/** The desktop app's media window when the preload put it there; null in a browser, where the page is the telephone. */
export function chooseMedia(bridge = window.ringdeskMedia): MediaLink | null {
  if (bridge === undefined) return null
  return {
    // without an answer worth waiting for: what becomes of an order is told as news
    order: (order) => void bridge.order(order).catch(console.error),
    onNews: (listener) => bridge.onNews((news) => listener(MediaNews.parse(news))),
  }
}
