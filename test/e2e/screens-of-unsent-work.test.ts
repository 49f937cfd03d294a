import { beforeAll, describe, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser } from '#test/support/browser.ts'
import { expectText, mei, openConsole, pressKeyOf, signIn } from './support/console.ts'
import { go } from './support/look.ts'
import { openCentralFile } from './support/look-inside.ts'
import { setUpWalk, small, WALK_TIMEOUT } from './support/screen-walk.ts'
import { removeOutcome } from './support/set-up.ts'

const customer = '/customers/demo-maya-okafor'

/** Two who change the same, a service that goes and one that refuses. */
describe.skipIf(explainMissingBrowser() !== undefined)(
  'the screens of work that is not yet saved everywhere',
  { timeout: WALK_TIMEOUT },
  () => {
    const walk = setUpWalk('unsent', { dispositionRequired: true })
    const { expectNoFaults, look, press, takeCall, enter } = walk
    beforeAll(enter)

    const askToSignOut = async () => {
      await press(/^Account of/)
      await walk.at().page.getByRole('menuitem', { name: 'Sign out' }).click()
      await walk.at().page.getByRole('dialog').waitFor()
    }
    const stay = async () => {
      await press('Stay')
      await walk.at().page.getByRole('dialog').waitFor({ state: 'detached' })
    }

    it('shows a field that two people changed at once, with both values', async () => {
      const { page, product, browser } = walk.at()
      const other = await openConsole(browser, product.webUrl, { viewport: small })
      await signIn(other, mei)
      await other.getByRole('button', { name: /^Not ready/ }).click()
      await other.getByRole('navigation').first().waitFor()
      for (const [desk, value] of [
        [page, 'Northwind Global Logistics'],
        [other, 'Northwind Freight'],
      ] as const) {
        await go(desk, customer)
        await desk.getByRole('button', { name: 'Edit customer' }).click()
        await desk.getByLabel('Company').fill(value)
      }
      await press('Save changes')
      await expectText(page, 'Synced')
      await other.getByRole('button', { name: 'Save changes' }).click()
      await expectText(page, 'Company was changed by two people')
      await other.context().close()
      await look('conflict-on-the-record')
      await press(/^Alerts: 1/)
      await expectText(page, /Northwind Global Logistics” by Ava/)
      await look('conflict-alert')
      await page.keyboard.press('Escape')
      expectNoFaults()
    })

    it('asks before the agent signs out of a call and of a wrap-up', async () => {
      const { page } = walk.at()
      await takeCall(castNumbers.maya)
      await askToSignOut()
      await look('sign-out-in-a-call')
      await stay()
      await pressKeyOf(page, 'F4', /^End/)
      await expectText(page, 'Call ended')
      await askToSignOut()
      await look('sign-out-in-wrap-up')
      await stay()
      expectNoFaults()
    })

    it('goes on without the service, and says what is kept', async () => {
      const { page, product } = walk.at()
      await page.getByLabel('Call notes').fill('Promised an answer by noon. 承诺中午前答复。')
      await page.getByRole('radio', { name: /No action/ }).click()
      // the console's own clock stands still: "for 12 seconds" stays true while it is looked at
      await product.central.stop()
      await expectText(page, /Reconnecting/)
      // the banner counts from when the desk noticed, and that is over by now
      const noticed = Date.now()
      await page.clock.setFixedTime(noticed + 12_000)
      await look('offline-in-wrap-up')
      await press(/^Save & next call/)
      await expectText(page, 'Wrap-up is saved')
      await look('offline-saved')
      await page.clock.setFixedTime(noticed + 95_000)
      await expectText(page, /No connection for \d+:\d\d/)
      await look('offline-for-long')
      await press(/Change my state/)
      await page.getByRole('menu').waitFor()
      await look('offline-state-menu')
      await page.keyboard.press('Escape')
      await go(page, `/customers/${findStranger(product.dataDir)}`)
      await expectText(page, /could not be loaded/)
      await look('offline-record-not-here')
      await go(page, '/unsent')
      await expectText(page, /Promised an answer by noon/)
      await look('unsent-waiting')
      await askToSignOut()
      await look('sign-out-with-unsent-work')
      await stay()
      expectNoFaults()
    })

    it('lists what the service refused, with every way out', async () => {
      const { page, product } = walk.at()
      removeOutcome(product.dataDir, 'no_action')
      await product.central.start()
      await page.clock.setFixedTime(Date.now())
      // the desk knocks again at intervals that have grown meanwhile
      await expectText(page, /^Refused \(/, 40_000)
      await look('unsent-refused')
      await press(/^Alerts:/)
      await expectText(page, /refused by the service/)
      await look('alerts')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Change', exact: true }).click()
      await page.getByRole('dialog', { name: 'Change and send again' }).waitFor()
      await look('unsent-change')
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
      await page.getByRole('button', { name: 'Discard', exact: true }).first().click()
      await page.getByRole('dialog', { name: 'Discard this work?' }).waitFor()
      await look('unsent-discard')
      await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click()
      await go(page, '/work')
      await look('wrap-up-refused')
      expectNoFaults()
    })
  },
)

/** Somebody whom no desk has ever looked up. */
function findStranger(dataDir: string): string {
  const db = openCentralFile(dataDir)
  const row = db.prepare("select id from customer where id not like 'demo-%' order by id limit 1").get()
  db.close()
  return (row as { id: string }).id
}
