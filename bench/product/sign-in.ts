import type { Page } from 'playwright-core'

const AGENT = 'Ava Lindqvist'

/** Signs an agent of the demo in on the page of the web shell and makes them Available. */
export async function signIn(page: Page, webUrl: string): Promise<void> {
  await page.goto(webUrl)
  await page.getByRole('button', { name: new RegExp(AGENT) }).click()
  await page
    .getByRole('button', { name: /^Available/ })
    .first()
    .click()
  // the ready check has an "Available" of its own
  await page.locator('#region-call').waitFor()
  await waitUntilAvailable(page)
}

/** The next call may come. Plain selectors: looking roles up costs the page more than a ring does. */
export async function waitUntilAvailable(page: Page): Promise<void> {
  await page.locator('button b').getByText('Available', { exact: true }).first().waitFor()
}
