import { describe, expect, it } from 'vitest'
import { Role } from '#shared/protocol/agent-state.ts'
import { addQueue } from '#test/support/customers.ts'
import { makeSubject } from '#test/support/edges/make-subject.ts'
import { MATE, OTHER, userOfRole } from '#test/support/edges/open-edges.ts'
import { toldRights } from './rights-table.ts'
import { cellsOf, codeOf, depth, nameOf, ownerOf, scopes, setUpRights } from './set-up-rights.ts'

const { askAs, clock, edges, seatedDesk } = setUpRights()

describe('what desks are told', () => {
  it('[BAD-74] events: a desk hears of its own user, and no message names another room', async () => {
    const row = toldRights.events
    if (!row) throw new Error('events')
    for (const cell of cellsOf(row).filter(({ identity }) => identity !== 'nobody')) {
      const role = cell.identity as Role
      const desk = await seatedDesk(role)
      for (const room of ['join', 'subscribe', 'room', 'u-mate']) {
        expect(codeOf(await askAs(role, room, () => MATE)), room).toBe('bad_request')
      }
      const owner = ownerOf(role, cell.scope)
      const subject = await makeSubject(edges().db, owner, 'ringing')
      desk.received.length = 0
      await edges()
        .context.db.updateTable('agent')
        .set({ fence: owner === userOfRole(role) ? desk.fence : 1 })
        .where('user_id', '=', owner)
        .execute()
      const { declineCall } = await import('#central/flows/end-offer.ts')
      const decline = { userId: owner as never, offerId: subject.offerId as never, reason: 'busy' }
      expect(await declineCall(edges().context, decline)).toMatchObject({ ok: true })
      for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
      const heard = desk.received.some(
        ({ name, frame }) => name === 'events' && JSON.stringify(frame).includes(subject.offerId),
      )
      expect(heard, nameOf(cell)).toBe(cell.allowed)
    }
  })

  it('floor: own queues, or all of them for those who run it', async () => {
    const row = toldRights.floor
    if (!row) throw new Error('floor')
    for (const [queue, user] of [
      ['queue-own', userOfRole('agent')],
      ['queue-own-2', userOfRole('campaign_manager')],
      ['queue-team', MATE],
      ['queue-all', OTHER],
    ] as const) {
      await addQueue(edges().db, queue)
      await edges().db.insertInto('queue_member').values({ queue_id: queue, user_id: user }).execute()
    }
    for (const role of Role.options) {
      const before = await seatedDesk(role)
      before.hangUp()
      const desk = await seatedDesk(role)
      await clock.advance(1_500)
      await expect.poll(() => desk.received.findLast(({ name }) => name === 'floor')).toBeDefined()
      const told = JSON.stringify(desk.received.findLast(({ name }) => name === 'floor')?.frame)
      for (const scope of scopes) {
        const seen = told.includes(`"queue-${scope}${role === 'campaign_manager' && scope === 'own' ? '-2' : ''}"`)
        expect(seen, `${role} ${scope}`).toBe(depth[row.reach[role]] >= depth[scope])
      }
    }
  })
})
