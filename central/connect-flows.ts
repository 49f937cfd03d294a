import { readCatalog } from '#central/catalog/read-catalog.ts'
import { readCatalogRevision } from '#central/catalog/revision.ts'
import { readGauges, readQueuesByUser } from '#central/floor/read-gauges.ts'
import { buildAttachment } from '#central/flows/build-attachment.ts'
import { buildSnapshot } from '#central/flows/build-snapshot.ts'
import { renewLease, signInDesk } from '#central/flows/desk-lease.ts'
import { executeLive } from '#central/flows/execute-live.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { applyPaperwork } from '#central/flows/paperwork/apply-batch.ts'
import { hasTaken } from '#central/flows/paperwork/has-taken.ts'
import type { LinkFlows } from '#central/link/link-parts.ts'
import { answerQuery } from '#central/queries/answer-query.ts'
import { startOfDay } from '#shared/domain/start-of-day.ts'

/** What desks may ask of this central, as the link and REST call it. */
export function connectFlows(context: FlowContext, { timeZone }: { timeZone: string }): LinkFlows {
  const { db, clock, region } = context
  return {
    signInDesk: (desk) => signInDesk(context, desk),
    async renewLease(desk) {
      const renewed = await renewLease(context, desk)
      return renewed.ok ? { ok: true, ...renewed.value, serverTime: clock.now() } : renewed
    },
    executeLive: (frame) => executeLive(context, frame),
    applyPaperwork: (batch) => applyPaperwork(context, batch),
    hasTaken: (command) => hasTaken(db, command),
    answerQuery: (user, name, params) => answerQuery(db, user, name, params, clock.now(), region),
    buildSnapshot: (userId) => buildSnapshot({ db, lines: context.lines, userId, now: clock.now() }),
    buildAttachment: (executor, event) => buildAttachment(executor, event, clock.now()),
    readCatalog: () => readCatalog(db),
    readCatalogRevision: () => readCatalogRevision(db),
    async readFloor() {
      const asOf = clock.now()
      const gauges = await readGauges(db, asOf, startOfDay(asOf, timeZone))
      return { asOf, gauges, queuesOf: await readQueuesByUser(db) }
    },
  }
}
