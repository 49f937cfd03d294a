import { expect, it } from 'vitest'
import { answerQuery } from '#central/queries/answer-query.ts'
import { TransferTarget } from '#shared/protocol/call.ts'
import { MOST_FAVOURITES } from '#shared/protocol/query/query.ts'
import { E164 } from '#shared/protocol/scalars.ts'
import { addCustomer, NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { ava, createDesktopWork, createOutbox, mei } from '#test/support/paperwork.ts'
import { applyPaperwork } from './apply-batch.ts'

const colleague = TransferTarget.parse({ kind: 'agent', userId: 'ava' })
const number = { kind: 'number' as const, number: E164.parse('+4915112345678') }
const set = (target: TransferTarget, marked = true) => ({ type: 'favourite.set' as const, target, marked })

describeOnDatabases('favourites', (open) => {
  async function start() {
    const { db } = await open()
    const { context } = await createDesktopWork(db)
    const outbox = createOutbox()
    const send = (...bodies: ReturnType<typeof set>[]) =>
      applyPaperwork(context, { ...mei, commands: bodies.map((body) => outbox.write(body)) })
    const list = (userId: typeof mei.userId) => answerQuery(db, { userId, role: 'agent' }, 'favourites.list', {}, NOW)
    return { db, send, list }
  }

  it('are kept once for whoever marked them, and are nobody else’s', async () => {
    const { send, list } = await start()
    const answers = await send(set(number), set(colleague), set(number))
    expect(answers.map(({ result }) => result)).toEqual(['applied', 'applied', 'applied'])
    expect(await list(mei.userId)).toMatchObject({ ok: true, value: { favourites: [number, colleague] } })
    expect(await list(ava.userId)).toMatchObject({ ok: true, value: { favourites: [] } })
    await send(set(number, false), set(number, false))
    expect(await list(mei.userId)).toMatchObject({ ok: true, value: { favourites: [colleague] } })
  })

  it('name a number by whoever has it today', async () => {
    const { db, send, list } = await start()
    await send(set(number), set(colleague))
    expect(await list(mei.userId)).toMatchObject({ ok: true, value: { owners: [] } })
    await addCustomer(db, 'lin', { name: '林晓彤', phones: [number.number, '+4915112345679'] })
    const owners = [{ number: number.number, names: ['林晓彤'] }]
    expect(await list(mei.userId)).toMatchObject({ ok: true, value: { favourites: [number, colleague], owners } })
    await db.updateTable('customer').set({ name: '林曉彤', last_contact_at: NOW }).where('id', '=', 'lin').execute()
    // a switchboard: who was in contact last stands first, and nobody reads them all
    for (const id of ['a', 'b', 'c']) await addCustomer(db, id, { phones: [number.number] })
    const shared = [{ number: number.number, names: ['林曉彤', 'a', 'b'] }]
    expect(await list(mei.userId)).toMatchObject({ ok: true, value: { owners: shared } })
  })

  it('are people and queues that exist, and no more than anybody looks through', async () => {
    const { send, list } = await start()
    const nobody = TransferTarget.parse({ kind: 'agent', userId: 'nobody' })
    const noQueue = TransferTarget.parse({ kind: 'queue', queueId: 'ava' })
    expect(await send(set(nobody), set(noQueue))).toMatchObject([
      { result: 'rejected', refusal: { code: 'target_not_found' } },
      { result: 'rejected', refusal: { code: 'target_not_found' } },
    ])
    const many = Array.from({ length: MOST_FAVOURITES }, (_, index) =>
      set(TransferTarget.parse({ kind: 'number', number: `+1415555${1000 + index}` })),
    )
    const answers = await send(...many, set(colleague))
    expect(answers.filter(({ result }) => result === 'applied')).toHaveLength(MOST_FAVOURITES)
    expect(answers.at(-1)).toMatchObject({ result: 'rejected', refusal: { code: 'too_large' } })
    const listed = await list(mei.userId)
    expect(listed.ok && listed.value).toMatchObject({ favourites: { length: MOST_FAVOURITES } })
  })
})
