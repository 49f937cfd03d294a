import type { Page } from 'playwright-core'

/**
 * Waits until nothing on screen moves or is still to come: no skeleton, no running transition, fonts there, and no
 * element made or taken away for three frames. A timer that counts changes texts only.
 */
export async function rest(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      new Promise<boolean>((resolve) => {
        let changed = false
        const observer = new MutationObserver(() => {
          changed = true
        })
        observer.observe(document.body, { childList: true, subtree: true })
        const decide = () => {
          observer.disconnect()
          const skeletons = document.querySelector('.mantine-Skeleton-root') !== null
          const moving = document
            .getAnimations()
            .some(({ playState, effect }) => playState === 'running' && effect?.getTiming().iterations !== Infinity)
          resolve(!changed && !skeletons && !moving && document.fonts.status === 'loaded')
        }
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(decide)))
      }),
  )
}
