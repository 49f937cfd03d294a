/** Tables of `db/schema/link.ts`. One SQL text for SQLite and PostgreSQL: text, bigint, 0/1 and nothing else. */
export const linkTables = [
  `create table event_log (
    user_id text not null,
    seq bigint not null,
    at bigint not null,
    type text not null,
    body text not null,
    primary key (user_id, seq)
  )`,
  `create index event_log_by_at on event_log (at)`,
  `create table device (
    device_id text not null,
    user_id text not null,
    highest_n bigint not null,
    first_seen_at bigint not null,
    last_seen_at bigint not null,
    primary key (device_id)
  )`,
  `create index device_by_user_id on device (user_id)`,
  `create table applied_command (
    command_id text not null,
    device_id text not null,
    n bigint not null,
    user_id text not null,
    type text not null,
    result text not null,
    refusal text,
    received_at bigint not null,
    primary key (command_id)
  )`,
  `create unique index applied_command_by_device_id_n on applied_command (device_id, n)`,
  `create table timer (
    id text not null,
    kind text not null,
    subject_id text not null,
    due_at bigint not null,
    claimed_until bigint not null,
    created_at bigint not null,
    primary key (id)
  )`,
  `create index timer_by_due_at on timer (due_at)`,
  `create unique index timer_by_kind_subject_id on timer (kind, subject_id)`,
]
