import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const screensFolder = join(import.meta.dirname, '../../../test-results/screens')
mkdirSync(screensFolder, { recursive: true })

export type ScreenReport = { axe: string[]; untranslated: string[] }

/** Takes a picture of the screen, asks axe (WCAG 2.2 A and AA), and looks for texts of another language. */
export async function inspectScreen(page: Page, name: string, foreign: ReadonlySet<string>): Promise<ScreenReport> {
  // what is inspected is the content, not the skeleton that stands in for it
  await page.waitForTimeout(250)
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
  await page.screenshot({ path: join(screensFolder, `${name}.png`) })
  // evaluated, not added as a script tag: the console's content security policy refuses strangers
  const axe = await page.evaluate(`(async () => {
    if (!window.axe) { ${axeSource} }
    const found = await window.axe.run(document, { runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa'] })
    return found.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).join(' | '))
  })()`)
  const texts = await page.evaluate(() => {
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
  const untranslated = texts.filter(
    (text) => foreign.has(text) || /^[a-z][a-z-]*:[a-z][A-Za-z]*(\.[A-Za-z]+)+$/.test(text),
  )
  return { axe: axe as string[], untranslated: [...new Set(untranslated)] }
}
