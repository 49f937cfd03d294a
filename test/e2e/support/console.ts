import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

export type Agent = { name: string; login: string; userId: string }
export const mei: Agent = { name: '林晓彤', login: 'mei', userId: 'demo-mei' }
export const ava: Agent = { name: 'Ava Lindqvist', login: 'ava', userId: 'demo-ava' }

/** A console in a browser of its own, as one person at one machine. Console errors and page errors are kept. */
export async function openConsole(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** Signs in with a demo chip and goes Available through the ready check, as a first-time visitor does. */
export async function signInAvailable(page: Page, agent: Agent): Promise<void> {
  await signIn(page, agent)
  await page
    .getByRole('button', { name: /^(Available|空闲|就绪|可接听|可接聽|待命)/ })
    .first()
    .click()
  await page.getByRole('navigation').first().waitFor()
}

export async function signIn(page: Page, agent: Agent): Promise<void> {
  await page.getByRole('button', { name: new RegExp(agent.name) }).click()
  await page.getByRole('heading', { name: /ready check/i }).waitFor()
}

/** Tab after Tab, as a person without a mouse does, until the element with this name or label has the focus. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      const label = element instanceof HTMLInputElement ? (element.labels?.[0]?.textContent ?? '') : ''
      return `${label} ${element?.getAttribute('aria-label') ?? ''} ${element?.textContent ?? ''}`.trim()
    })
    if (name.test(focused)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way by Tab to ${name}`)
}

/** Waits until `read` gives what is expected; the last value shows in the failure. */
export async function eventually<T>(
  read: () => T | Promise<T>,
  check: (value: T) => void,
  withinMs = 30_000,
): Promise<T> {
  const until = performance.now() + withinMs
  for (;;) {
    const value = await read()
    try {
      check(value)
      return value
    } catch (error) {
      if (performance.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

export const expectText = (page: Page, text: string | RegExp, timeout = 30_000) =>
  page.getByText(text).first().waitFor({ timeout })

export const expectNoText = (page: Page, text: string | RegExp, timeout = 30_000) =>
  page.getByText(text).first().waitFor({ state: 'detached', timeout })

/**
 * Presses a key of the call controls once its button can be used: between the event that a press caused and the answer
 * to it, both by the same line, the button still is busy.
 */
export async function pressKeyOf(page: Page, key: string, button: RegExp): Promise<void> {
  await page.getByRole('button', { name: button, disabled: false }).first().waitFor()
  await page.keyboard.press(key)
}
