import type { Page } from 'playwright-core'
import { vi } from 'vitest'
import { inspectScreen } from './inspect-screen.ts'
import { type Language, listForeignTexts } from './words.ts'

/** English last: the walk goes on in it. */
export const languages = ['zh-TW', 'zh-CN', 'en'] as const satisfies Language[]
const themes = ['dark', 'light'] as const
const foreign = Object.fromEntries(languages.map((language) => [language, listForeignTexts(language)]))

type Gallery = {
  /** One state of the screen, reached once, inspected in every language and theme. */
  look(page: Page, screen: string): Promise<void>
  /** The same for a page that cannot change its language. */
  lookIn(page: Page, language: Language, screen: string): Promise<void>
  /** What was found wrong so far. */
  faults: string[]
}

/**
 * `setLanguage` changes the language of every page that is looked at; a page follows the system's theme by itself.
 * `walk` names the pictures of this walk.
 */
export function openGallery(walk: string, setLanguage: (language: Language) => Promise<void>): Gallery {
  const faults: string[] = []
  let number = 0
  return {
    faults,
    async look(page, screen) {
      number += 1
      for (const language of languages) {
        await setLanguage(language)
        await lookAtThemes(page, language, screen)
      }
    },
    async lookIn(page, language, screen) {
      number += 1
      await lookAtThemes(page, language, screen)
    },
  }

  async function lookAtThemes(page: Page, language: Language, screen: string) {
    await page.locator(`html[lang="${language}"]`).waitFor()
    // a short message keeps the language it was told in
    await page.locator('.mantine-Notification-root').first().waitFor({ state: 'detached' })
    for (const theme of themes) faults.push(...(await lookOnce(page, language, theme, screen)))
  }

  async function lookOnce(page: Page, language: Language, theme: (typeof themes)[number], screen: string) {
    await page.emulateMedia({ colorScheme: theme })
    await page.locator(`html[data-mantine-color-scheme="${theme}"]`).waitFor()
    const name = `${walk}-${String(number).padStart(2, '0')}-${screen}-${language}-${theme}`
    return inspectScreen(page, name, foreign[language] ?? new Set())
  }
}

export const languageNames: Record<Language, string> = { en: 'English', 'zh-CN': '简体中文', 'zh-TW': '繁體中文' }

/**
 * A second window of the same desk, on its settings: what is chosen there is at once so in every window. It stays
 * behind: a browser draws what is hidden once a second, and it is the other that is looked at.
 */
export async function openSettingsWindow(page: Page): Promise<Page> {
  const window = await page.context().newPage()
  await window.goto(page.url().replace(/#.*/, '#/settings'))
  // its part of the console is there before anybody takes the shell away
  await window.getByText(languageNames.en, { exact: true }).waitFor()
  await page.bringToFront()
  return window
}

export async function chooseLanguage(settings: Page, language: Language): Promise<void> {
  // the console leaves its settings when a call is answered, which a window that stays behind may hear late
  await vi.waitFor(
    async () => {
      await go(settings, '/settings')
      // not by the mouse, which waits for frames
      const choice = settings.getByText(languageNames[language], { exact: true })
      await choice.dispatchEvent('click', undefined, { timeout: 3_000 })
    },
    { timeout: 30_000 },
  )
}

export async function go(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => {
    window.location.hash = hash
  }, path)
}
