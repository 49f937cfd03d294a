import { expect, it } from 'vitest'
import { answerQuery } from '#central/queries/answer-query.ts'
import { TransferTarget } from '#shared/protocol/call.ts'
import { MOST_FAVOURITES } from '#shared/protocol/query/query.ts'
import { NOW } from '#test/support/customers.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { ava, createDesktopWork, createOutbox, mei } from '#test/support/paperwork.ts'
import { applyPaperwork } from './apply-batch.ts'

const colleague = TransferTarget.parse({ kind: 'agent', userId: 'ava' })
const number = TransferTarget.parse({ kind: 'number', number: '+4915112345678' })
const set = (target: TransferTarget, marked = true) => ({ type: 'favourite.set' as const, target, marked })

describeOnDatabases('favourites', (open) => {
  async function start() {
    const { db } = await open()
    const { context } = await createDesktopWork(db)
    const outbox = createOutbox()
    const send = (...bodies: ReturnType<typeof set>[]) =>
      applyPaperwork(context, { ...mei, commands: bodies.map((body) => outbox.write(body)) })
    const list = (userId: typeof mei.userId) => answerQuery(db, { userId, role: 'agent' }, 'favourites.list', {}, NOW)
    return { send, list }
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
