import type { Page } from 'playwright-core'
import { waitUntilAvailable } from '#bench/product/sign-in.ts'
import type { BenchProduct } from '#bench/product/start-product.ts'
import { demoQueueNumbers } from '#central/demo/queues.ts'
import callTexts from '#renderer/call/i18n/en.json' with { type: 'json' }

/** A ring card does not change under a finger for its first 400 ms; and by then the ring is drawn for good. */
const SETTLED_MS = 600

/** One whole call by keyboard: ring, answer, a note, hang-up, outcome, save. Returns the ring's longest frame, ms. */
export async function workCall(page: Page, product: BenchProduct, number: string): Promise<number> {
  await page.evaluate(() => window.benchWatchFrames())
  await product.central.request('place', { from: number, to: demoQueueNumbers.goldChina })
  await page.locator(`#region-call section[aria-label="${callTexts.ring.region}"]`).waitFor()
  await page.waitForTimeout(SETTLED_MS)
  const longest = await page.evaluate(() => window.benchLongestFrame())
  await page.keyboard.press('F2')
  await page.getByText('Live call').first().waitFor()
  await page.getByLabel('Call notes').fill(`Called about the delivery; promised a call back. ${number}`)
  await page.keyboard.press('F4')
  await page.getByText('Call ended').first().waitFor()
  await page.keyboard.press('Alt+o')
  await page.keyboard.press('4')
  await page.keyboard.press('Control+Enter')
  await waitUntilAvailable(page)
  return longest
}
