import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { findClipped } from './find-clipped.ts'
import { rest } from './rest.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const screensFolder = join(import.meta.dirname, '../../../test-results/screens')
mkdirSync(screensFolder, { recursive: true })

/** Takes a picture of the screen, asks axe (WCAG 2.2 A and AA), and looks for foreign words and for what is cut off. */
export async function inspectScreen(page: Page, name: string, foreign: ReadonlySet<string>): Promise<string[]> {
  // what is inspected is the content, not the skeleton that stands in for it
  await rest(page)
  await takePicture(page, join(screensFolder, `${name}.png`))
  // evaluated, not added as a script tag: the console's content security policy refuses strangers; half a megabyte, once
  if (!(await page.evaluate('Boolean(window.axe)'))) await page.evaluate(axeSource)
  const axe: string[] = await page.evaluate(`(async () => {
    const found = await window.axe.run(document, { runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa'], resultTypes: ['violations'] })
    return found.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).join(' | '))
  })()`)
  const untranslated = (await listTexts(page)).filter(
    (text) => foreign.has(text) || /^[a-z][a-z-]*:[a-z][A-Za-z]*(\.[A-Za-z]+)+$/.test(text),
  )
  return [
    ...axe.map((fault) => `axe ${fault}`),
    ...[...new Set(untranslated)].map((text) => `not translated: ${text}`),
    ...(await page.evaluate(findClipped)).map((text) => `cut off: ${text}`),
  ].map((fault) => `${name}: ${fault}`)
}

/** Every text on screen, and those told only to assistive technology. */
function listTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent?.trim()
      if (text) found.push(text)
    }
    for (const element of document.querySelectorAll('[aria-label],[placeholder],[title]')) {
      for (const attribute of ['aria-label', 'placeholder', 'title']) {
        const text = element.getAttribute(attribute)?.trim()
        if (text) found.push(text)
      }
    }
    return found
  })
}

/** By the browser's own protocol: several hundred are taken, and its fast compression takes a tenth of the time. */
async function takePicture(page: Page, path: string): Promise<void> {
  const protocol = await page.context().newCDPSession(page)
  const { data } = await protocol.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true })
  await protocol.detach()
  writeFileSync(path, Buffer.from(data, 'base64'))
}
