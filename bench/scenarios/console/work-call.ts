import type { Page } from 'playwright-core'
import { waitUntilAvailable } from '#bench/product/sign-in.ts'
import type { BenchProduct } from '#bench/product/start-product.ts'
import { demoQueueNumbers } from '#central/demo/queues.ts'
import callTexts from '#renderer/call/i18n/en.json' with { type: 'json' }

/** A ring card does not change under a finger for its first 400 ms; and by then the ring is drawn for good. */
const SETTLED_MS = 600

/** One whole call by keyboard: ring, answer, a note, hang-up, outcome, save. Returns the ring's longest frame, ms. */
export async function workCall(page: Page, product: BenchProduct, number: string): Promise<number> {
  try {
    return await work(page, product, number)
  } catch (error) {
    throw new Error(`the page says: ${await page.locator('#region-call').innerText()}`, { cause: error })
  }
}

async function work(page: Page, product: BenchProduct, number: string): Promise<number> {
  await page.evaluate(() => window.benchWatchFrames())
  await product.central.request('place', { from: number, to: demoQueueNumbers.goldChina })
  await page.locator(`#region-call section[aria-label="${callTexts.ring.region}"]`).waitFor()
  await page.waitForTimeout(SETTLED_MS)
  const longest = await page.evaluate(() => window.benchLongestFrame())
  await pressKeyOf(page, 'F2', /^Answer/)
  await page.getByText('Live call').first().waitFor()
  await page.getByLabel('Call notes').fill(`Called about the delivery; promised a call back. ${number}`)
  await pressKeyOf(page, 'F4', /^End/)
  await page.getByText('Call ended').first().waitFor()
  // the form is drawn a frame after the dock: its keys are heard from then on
  await page.getByRole('radio', { name: /No action/ }).waitFor()
  await page.keyboard.press('Alt+o')
  await page.locator('[role=radio]:focus').waitFor()
  await page.keyboard.press('4')
  await page.getByRole('radio', { name: /No action/, checked: true }).waitFor()
  await page.keyboard.press('Control+Enter')
  await waitUntilAvailable(page)
  return longest
}

/** A key is heard once its button can be used; before that it goes nowhere, as it does for a person. */
async function pressKeyOf(page: Page, key: string, button: RegExp): Promise<void> {
  await page.getByRole('button', { name: button, disabled: false }).first().waitFor()
  await page.keyboard.press(key)
}
