import type { Page } from 'playwright-core'

/** What the centre and the call column hold for one caller, their name taken out. */
export type StillPicture = { main: string; call: string; slot: string; nodes: number }

const SLOT = '\u27e6name\u27e7'

/** The regions of a console as they were when it had just painted this caller. */
export async function takeRegions(page: Page, name: string): Promise<StillPicture> {
  const { regions, escaped } = await page.evaluate((shown) => {
    const text = document.createElement('i')
    text.textContent = shown
    return { regions: window.benchRegions, escaped: text.innerHTML }
  }, name)
  const { main, call, nodes } = regions
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
