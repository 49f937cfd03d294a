import { readInteractionViews, selectInteractions } from '#central/customers/read-interactions.ts'
import type { Answer } from './asker.ts'
import { readPage } from './read-page.ts'

export const listTimeline: Answer<'customer.timeline'> = async ({ db }, { customerId, channel, ...request }) => {
  const page = await readPage(
    request,
    ({ before, from, count }) => {
      let query = selectInteractions(db)
        .where('interaction.customer_id', '=', customerId)
        .where('interaction.started_at', '>=', from)
      if (before !== null) query = query.where('interaction.started_at', '<', before)
      if (channel !== null) query = query.where('interaction.channel', '=', channel)
      return query.orderBy('interaction.started_at', 'desc').orderBy('interaction.id', 'desc').limit(count).execute()
    },
    (row) => row.started_at,
  )
  return { interactions: await readInteractionViews(db, page.rows), more: page.more }
}
