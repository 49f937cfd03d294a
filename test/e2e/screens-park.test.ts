import { beforeAll, describe, it } from 'vitest'
import { castNumbers } from '#central/demo/cast.ts'
import { explainMissingBrowser } from '#test/support/browser.ts'
import { ava, expectText, mei, openConsole, pressKeyOf, signInAvailable } from './support/console.ts'
import { setUpWalk, WALK_TIMEOUT } from './support/screen-walk.ts'
import { addQueue } from './support/set-up.ts'

const shared = '+12025550191'
const calm = { offerMs: 300_000, wrapUpMs: 3_600_000 }

/**
 * A call that is parked, looked at in every language and theme by who parked it and by a colleague. Each look begins
 * with a fresh park, for its two minutes run by the product's own clock.
 */
describe.skipIf(explainMissingBrowser() !== undefined)('the screens of parking', { timeout: WALK_TIMEOUT }, () => {
  const walk = setUpWalk('park', { wrapUpExtensions: 0 })
  const { enter, expectNoFaults, look, takeCall } = walk
  beforeAll(enter)

  it('one’s own, beside the notes', async () => {
    const { page } = walk.at()
    await takeCall(castNumbers.maya)
    await look('live')
    await pressKeyOf(page, 'Shift+F7', /^Park/)
    await expectText(page, /^Parked · /)
    await look('parked')
    await pressKeyOf(page, 'Shift+F2', /^Pick up/)
    await expectText(page, 'Live call')
    await pressKeyOf(page, 'F4', /^End/)
    await expectText(page, 'Call ended')
    await page.getByRole('radio', { name: /No action/ }).click()
    await page.keyboard.press('Control+Enter')
    await expectText(page, 'Waiting for the next call')
    expectNoFaults()
  })

  it('a colleague’s, to who does something else', async () => {
    const { product, admin, browser, page } = walk.at()
    await addQueue(product, admin, { name: 'Brief', number: shared, members: [mei.userId, ava.userId], rules: calm })
    // the call is to ring at the other one
    await product.api(admin, 'PUT', `/agents/${ava.userId}/state`, { kind: 'not_ready', reason: 'meeting' })
    const other = await openConsole(browser, product.webUrl)
    await signInAvailable(other, mei)
    const call = { from: castNumbers.elena, to: shared, talkMs: 3_600_000, patienceMs: 3_600_000 }
    await product.api(admin, 'POST', '/simulator/calls', call)
    await pressKeyOf(other, 'F2', /^Answer/)
    await expectText(other, 'Live call')
    await pressKeyOf(other, 'Shift+F7', /^Park/)
    await page.getByRole('region', { name: 'Parked' }).waitFor()
    await look('colleagues')
    expectNoFaults()
  })
})
