import { beforeAll, describe, expect, it } from 'vitest'
import { explainMissingBrowser } from '#test/support/browser.ts'
import { expectText } from './support/console.ts'
import { go } from './support/look.ts'
import { closePanel, setUpWalk, sidePanel, WALK_TIMEOUT } from './support/screen-walk.ts'

/** Each state is reached once and looked at in every language and theme. */
describe.skipIf(explainMissingBrowser() !== undefined)(
  'the screens beside calls: customers, settings, search',
  { timeout: WALK_TIMEOUT },
  () => {
    const walk = setUpWalk('record')
    const { expectNoFaults, look, press, enter } = walk
    beforeAll(enter)

    it('customers: found, nobody found, and the whole record', async () => {
      const { page } = walk.at()
      await go(page, '/customers')
      const box = page.getByLabel('Search customers').first()
      await box.waitFor()
      await look('customers')
      await box.fill('chen')
      await page.getByText('陈雨桐').first().waitFor()
      await look('customers-found')
      await box.fill('zzzzq')
      await expectText(page, /Nobody matches/)
      await look('customers-nobody')
      await go(page, '/customers/demo-chen-yutong')
      const tabs = page.getByRole('main').getByRole('tab')
      await tabs.first().waitFor()
      for (let tab = 0; tab < (await tabs.count()); tab += 1) {
        await tabs.nth(tab).click()
        await page
          .getByRole('main')
          .locator(`[role=tab]:nth-child(${tab + 1})[aria-selected=true]`)
          .waitFor()
        await look(`record-tab-${tab + 1}`)
      }
      await page.getByRole('tab', { name: /Orders/ }).click()
      await press(/^Open order/)
      await sidePanel(page).waitFor()
      await look('order')
      await closePanel(page)
      await press('New task')
      await sidePanel(page).waitFor()
      await look('new-task')
      await closePanel(page)
      await press('Edit customer')
      await sidePanel(page).waitFor()
      await look('edit-customer')
      await closePanel(page)
      await go(page, '/customers?create=true')
      await sidePanel(page).waitFor()
      await look('new-customer')
      await go(page, '/customers/demo-nobody')
      await expectText(page, /This customer does not exist/)
      await look('no-such-customer')
      expectNoFaults()
    })

    it('the work that waits: a callback and a task beside the customer, and an outcome that is corrected', async () => {
      const { page } = walk.at()
      await go(page, '/work')
      const work = page.getByRole('complementary', { name: 'My work' })
      await work.getByRole('button', { name: /Elena Duarte/ }).click()
      await page.getByRole('button', { name: 'Mark as done' }).waitFor()
      await look('callback')
      await work.getByRole('button', { name: /Kofi Mensah/ }).click()
      await page.getByRole('heading', { name: 'Kofi Mensah' }).first().waitFor()
      await look('task')
      await go(page, '/customers/demo-chen-yutong')
      await page
        .getByRole('main')
        .getByRole('tab', { name: /Timeline/ })
        .click()
      await press('Correct outcome')
      await sidePanel(page).waitFor()
      await look('correct-outcome')
      await closePanel(page)
      expectNoFaults()
    })

    it('settings, unsent work, the palette, the shortcuts, and an address that leads nowhere', async () => {
      const { page } = walk.at()
      await go(page, '/settings')
      await page.getByRole('heading', { name: 'Settings' }).waitFor()
      await look('settings')
      // its columns scroll; a page that scrolls too lets the wheel push the whole frame, call and all, out of sight
      const beyond = await page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)
      expect(beyond).toBeLessThanOrEqual(0)
      await page.getByRole('button', { name: 'Change keys for Answer' }).click()
      await expectText(page, 'Press keys…')
      await look('settings-press-keys')
      await page.getByRole('button', { name: /keys for Answer/ }).click()
      await page.keyboard.press('F3')
      await expectText(page, /F3 already does/)
      await look('settings-keys-taken')
      await press('Keep as it was')
      await go(page, '/unsent')
      await expectText(page, /All your work/)
      await look('nothing-unsent')
      await go(page, '/nowhere')
      await expectText(page, 'This page does not exist.')
      await look('no-such-page')
      await go(page, '/work')
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').waitFor()
      await look('palette')
      await page.getByRole('dialog').getByRole('combobox').fill('maya')
      await page
        .getByRole('option', { name: /Maya Okafor/ })
        .first()
        .waitFor()
      await look('palette-found')
      await page.getByRole('dialog').getByRole('combobox').fill('zzzzq')
      await expectText(page, 'Nothing matches.')
      await look('palette-nothing')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Shift+?')
      await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
      await look('shortcuts')
      await page.keyboard.press('Escape')
      expectNoFaults()
    })
  },
)
