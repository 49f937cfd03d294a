import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { explainMissingBrowser, launchBrowser } from '#test/support/browser.ts'

const stacked = `Z${'\u0301\u0316\u0323\u033f'.repeat(40)}oe`

/** Every place where a name stands, with the console's own rules for text. */
const places = ['<h1>?</h1>', '<p>?</p>', '<b>?</b>', '<bdi>?</bdi>', '<div class="truncate">?</div>', '<h2>?</h2>']

it.skipIf(explainMissingBrowser() !== undefined)(
  '[BAD-34] a name with a hundred marks on one letter is no higher than another',
  async () => {
    const read = (name: string) => readFile(new URL(`../../renderer/ui/${name}`, import.meta.url), 'utf8')
    const css = `:root { --text-scale: 1 }\n${await read('base.css')}\n${await read('page.css')}`
    const browser = await launchBrowser()
    try {
      const page = await browser.newPage()
      const body = (name: string) =>
        places.map((place) => `<div class="row">${place.replace('?', name)}</div>`).join('')
      const measure = async (name: string) => {
        await page.setContent(`<!doctype html><style>${css}</style>${body(name)}`)
        return page.locator('.row').evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height))
      }
      const plain = await measure('Zoe')
      expect(plain.every((height) => height > 0)).toBe(true)
      expect(await measure(stacked)).toEqual(plain)
    } finally {
      await browser.close()
    }
  },
)
