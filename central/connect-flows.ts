import { readCatalog } from '#central/catalog/read-catalog.ts'
import { readCatalogRevision } from '#central/catalog/revision.ts'
import { readGauges, readQueuesByUser } from '#central/floor/read-gauges.ts'
import { readParked } from '#central/floor/read-parked.ts'
import { buildAttachment } from '#central/flows/build-attachment.ts'
import { buildSnapshot } from '#central/flows/build-snapshot.ts'
import { type Heartbeat, type Renewal, renewLeases, signInDesk } from '#central/flows/desk-lease.ts'
import { checkDialling } from '#central/flows/dial-out/check-dialling.ts'
import { executeLive } from '#central/flows/execute-live.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import { gather, share } from '#central/flows/gather.ts'
import { issuePhone } from '#central/flows/issue-phone.ts'
import { applyPaperwork } from '#central/flows/paperwork/apply-batch.ts'
import { hasTaken } from '#central/flows/paperwork/has-taken.ts'
import { createTurns } from '#central/flows/take-turns.ts'
import type { LinkFlows } from '#central/link/link-parts.ts'
import { answerQuery } from '#central/queries/answer-query.ts'
import { readFloorOf } from '#central/queries/read-live-floor.ts'
import { readVoicemails } from '#central/tasks/voicemail-rows.ts'
import { startOfDay } from '#shared/domain/start-of-day.ts'
import { accept } from '#shared/protocol/error.ts'
import { queries } from '#shared/protocol/query/query.ts'

const RETURNS_AT_ONCE = 4
/** A thousand desks renew 333 leases a second: twenty commits carry them. */
const LEASE_ROUNDS = { everyMs: 50, most: 128, roundsAtOnce: 3 }

/** What desks may ask of this central, as the link and REST call it. */
export function connectFlows(context: FlowContext, { timeZone }: { timeZone: string }): LinkFlows {
  const { db, clock, region } = context
  // after a cut of the whole network hundreds of agents come back together
  const bringBack = createTurns(RETURNS_AT_ONCE)
  const renew = gather<Heartbeat, Renewal>(clock, LEASE_ROUNDS, (desks) => renewLeases(context, desks, bringBack))
  const canListen = (line: string) => context.lines.get(line)?.capabilities.listen ?? false
  return {
    signInDesk: (desk) => signInDesk(context, desk),
    async renewLease(desk) {
      const heardAt = clock.now()
      const renewed = await renew({ ...desk, heardAt })
      if (!renewed.ok) return renewed
      // the desk takes it for the time in the middle of its own wait, so the wait here must not shift it
      return { ok: true, ...renewed.value, serverTime: Math.round((heardAt + clock.now()) / 2) }
    },
    executeLive: (frame) => executeLive(context, frame),
    applyPaperwork: (batch) => applyPaperwork(context, batch),
    hasTaken: (command) => hasTaken(db, command),
    async answerQuery(user, name, params) {
      const answer = await answerQuery(db, user, name, params, clock.now(), region)
      // the lines', not the database's; asked for by who may, in the words of the schema
      if (answer.ok && name === 'floor.live') return accept(await readFloorOf(db, canListen))
      if (answer.ok && name === 'dialling.check') {
        return accept(await checkDialling(context, user.userId, queries[name].params.parse(params)))
      }
      return answer.ok && name === 'phone.credentials' ? issuePhone(context, user) : answer
    },
    buildSnapshot: (userId) => buildSnapshot({ db, lines: context.lines, userId, now: clock.now() }),
    buildAttachment: (executor, event) => buildAttachment(executor, event, clock.now()),
    readCatalog: share(clock, () => readCatalog(db)),
    readCatalogRevision: share(clock, () => readCatalogRevision(db)),
    async readFloor() {
      const asOf = clock.now()
      const gauges = await readGauges(db, asOf, startOfDay(asOf, timeZone))
      const [parked, voicemails] = [await readParked(db), await readVoicemails(db)]
      return { asOf, gauges, queuesOf: await readQueuesByUser(db), parked, voicemails }
    },
  }
}
