import { type Browser, chromium } from 'playwright-core'
import { findBrowser } from '#scripts/lib/find-browser.mjs'

/** Why browser tests are skipped, or undefined when they can run; with CI set a missing browser throws. */
export function explainMissingBrowser(): string | undefined {
  if (findBrowser()) return undefined
  const reason = 'no Chrome, Chromium or Edge is installed'
  if (process.env.CI) throw new Error(reason)
  return reason
}

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=Translate',
  '--autoplay-policy=no-user-gesture-required',
]

/** A headless browser of the machine; the caller closes it. */
export async function launchBrowser(args: string[] = []): Promise<Browser> {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('no Chrome, Chromium or Edge is installed')
  // root, as in CI containers, cannot use Chromium's sandbox; the pages are our own
  return chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0, args: [...quiet, ...args] })
}
