import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { io } from 'socket.io-client'
import { answerFile } from '#electron/console-files.ts'

const mediaFolder = join(import.meta.dirname, '../../../dist/media')

/**
 * The desktop app's two pages in one browser: a channel between them stands in for what Electron's main process hands
 * on, the media page comes from the built files with the desktop's own headers, and only it may open a microphone.
 * Nothing else of the desktop is here.
 */
export async function joinPages(context: BrowserContext, url: string, phoneOrigins: string[]): Promise<void> {
  // as the desktop's permission handler does: a page that came from no server may reach no exchange here without it
  await context.grantPermissions(['local-network-access', 'microphone'], { origin: new URL(url).origin })
  await context.route(`${url}/media/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    const pages = { folder: mediaFolder, mediaFolder, phoneOrigins }
    const answer = await answerFile(`app://ringdesk${pathname}`, pages)
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    })
  })
  await context.addInitScript(() => {
    const channel = new BroadcastChannel('the-shell')
    const listen = (name: string) => (listener: (message: unknown) => void) => {
      const hear = ({ data }: MessageEvent) => {
        if (data.name === name) listener(data.message)
      }
      channel.addEventListener('message', hear)
      return () => channel.removeEventListener('message', hear)
    }
    const say = (name: string) => async (message: unknown) => channel.postMessage({ name, message })
    const isMedia = location.pathname.startsWith('/media/')
    if (isMedia) Object.assign(window, { ringdeskConsole: { tell: say('news'), onOrder: listen('order') } })
    else {
      Object.assign(window, { ringdeskMedia: { order: say('order'), onNews: listen('news') } })
      const refuse = () => Promise.reject(new DOMException('only the telephone may', 'NotAllowedError'))
      if (navigator.mediaDevices !== undefined) navigator.mediaDevices.getUserMedia = refuse
    }
  })
}

/** The hidden page that is the telephone. */
export async function openMediaPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${url}/media/index.html`)
  return page
}

/**
 * As in the desktop app, where the desk lives beside its window: no reload, however slow, is an absence. The browser's
 * shell takes it for one, unless another window of the same log-in is there. Answers how to close that one.
 */
export async function holdDesk(context: BrowserContext, url: string): Promise<() => void> {
  const cookies = await context.cookies(url)
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const extraHeaders = { cookie, origin: new URL(url).origin }
  const socket = io(url, { path: '/desk', transports: ['websocket'], reconnection: false, extraHeaders })
  await new Promise((resolve, reject) => socket.once('connect', () => resolve(null)).once('connect_error', reject))
  await socket.timeout(10_000).emitWithAck('snapshot')
  return () => socket.disconnect()
}
