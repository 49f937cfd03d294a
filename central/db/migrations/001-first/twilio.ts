/** Tables of `db/schema/twilio.ts`. One SQL text for SQLite and PostgreSQL: text, bigint, 0/1 and nothing else. */
export const twilioTables = [
  `create table twilio_leg (
    leg_id text not null,
    call_id text not null,
    role text not null,
    call_sid text,
    conference_sid text,
    confirm text not null,
    created_at bigint not null,
    ended_at bigint,
    primary key (leg_id)
  )`,
  `create index twilio_leg_by_call_id on twilio_leg (call_id)`,
  `create unique index twilio_leg_by_call_sid on twilio_leg (call_sid)`,
  `create index twilio_leg_by_ended_at on twilio_leg (ended_at)`,
]
