import type { Page } from 'playwright-core'

/** What the centre and the call column hold for one caller, their name taken out. */
export type StillPicture = { main: string; call: string; slot: string; nodes: number }

const SLOT = '\u27e6name\u27e7'

/** The regions of a console that has just painted this caller. */
export async function takeRegions(page: Page, name: string): Promise<StillPicture> {
  const { main, call, escaped, nodes } = await page.evaluate((shown) => {
    const read = (id: string) => document.getElementById(id)?.innerHTML ?? ''
    const text = document.createElement('i')
    text.textContent = shown
    const all = document.querySelectorAll('#region-main *, #region-call *')
    return { main: read('region-main'), call: read('region-call'), escaped: text.innerHTML, nodes: all.length }
  }, name)
  return { main: main.replaceAll(escaped, SLOT), call: call.replaceAll(escaped, SLOT), slot: SLOT, nodes }
}

/** The whole page without its scripts: the same tree and styles around what the floor paints. */
export function takePage(page: Page): Promise<string> {
  return page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true) as HTMLElement
    for (const element of copy.querySelectorAll('script, link[rel=modulepreload], meta[http-equiv]')) element.remove()
    // the floor serves the same files at the same paths
    return `<!doctype html>${copy.outerHTML.replaceAll(location.origin, '')}`
  })
}
