import type { Selectable } from 'kysely'
import type { Executor } from '#central/db/executor.ts'
import type { Database } from '#central/db/schema.ts'
import { CallId, LegId } from '#shared/protocol/ids.ts'

/** Which call of the provider each leg is: the Twilio adapter's memory, as the port it is given by boot. */
export function createTwilioLegs(db: Executor) {
  async function findWhere(column: 'leg_id' | 'call_sid', value: string): Promise<TwilioLegRecord | null> {
    const row = await db.selectFrom('twilio_leg').selectAll().where(column, '=', value).executeTakeFirst()
    return row ? readRow(row) : null
  }

  return {
    findByLeg: (legId: string) => findWhere('leg_id', legId),
    findBySid: (callSid: string) => findWhere('call_sid', callSid),

    async insert(leg: TwilioLegRecord): Promise<boolean> {
      const result = await db
        .insertInto('twilio_leg')
        .values({
          leg_id: leg.legId,
          call_id: leg.callId,
          role: leg.role,
          call_sid: leg.callSid,
          conference_sid: leg.conferenceSid,
          confirm: leg.confirm,
          created_at: leg.createdAt,
          ended_at: leg.endedAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
    },

    async findCustomer(callId: string): Promise<TwilioLegRecord | null> {
      const row = await db
        .selectFrom('twilio_leg')
        .selectAll()
        .where('call_id', '=', callId)
        .where('role', '=', 'customer')
        .executeTakeFirst()
      return row ? readRow(row) : null
    },

    /** Guarded twice: a leg gets one call, and a call belongs to one leg. */
    async bind(legId: string, callSid: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('twilio_leg')
        .set({ call_sid: callSid })
        .where('leg_id', '=', legId)
        .where('call_sid', 'is', null)
        .where((e) =>
          e.not(
            e.exists(e.selectFrom('twilio_leg as other').select('other.leg_id').where('other.call_sid', '=', callSid)),
          ),
        )
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async enterConference(legId: string, conferenceSid: string): Promise<void> {
      await db.updateTable('twilio_leg').set({ conference_sid: conferenceSid }).where('leg_id', '=', legId).execute()
    },

    async confirm(legId: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('twilio_leg')
        .set({ confirm: 'given' })
        .where('leg_id', '=', legId)
        .where('confirm', '!=', 'none')
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },

    async end(legId: string, at: number): Promise<void> {
      await db
        .updateTable('twilio_leg')
        .set({ ended_at: at })
        .where('leg_id', '=', legId)
        .where('ended_at', 'is', null)
        .execute()
    },

    async listOpen(): Promise<TwilioLegRecord[]> {
      const rows = await db.selectFrom('twilio_leg').selectAll().where('ended_at', 'is', null).execute()
      return rows.map(readRow)
    },
  }
}

export type TwilioLegRecord = {
  legId: LegId
  callId: CallId
  role: Row['role']
  callSid: string | null
  conferenceSid: string | null
  confirm: Row['confirm']
  createdAt: number
  endedAt: number | null
}

type Row = Selectable<Database['twilio_leg']>

function readRow(row: Row): TwilioLegRecord {
  return {
    legId: LegId.parse(row.leg_id),
    callId: CallId.parse(row.call_id),
    role: row.role,
    callSid: row.call_sid,
    conferenceSid: row.conference_sid,
    confirm: row.confirm,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  }
}
