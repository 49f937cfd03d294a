/** Tables of `db/schema/routing.ts`. One SQL text for SQLite and PostgreSQL: text, bigint, 0/1 and nothing else. */
export const routingTables = [
  `create table queue (
    id text not null,
    name text not null,
    wrap_up_ms bigint not null,
    wrap_up_extension_ms bigint not null,
    wrap_up_extensions bigint not null,
    disposition_required bigint not null,
    offer_ms bigint not null,
    max_wait_ms bigint,
    treatment text not null,
    treatment_message text,
    short_abandon_ms bigint not null,
    service_level_percent bigint not null,
    service_level_ms bigint not null,
    script_id text,
    disabled bigint not null,
    primary key (id)
  )`,
  `create table queue_number (
    number text not null,
    queue_id text not null,
    primary key (number)
  )`,
  `create table queue_member (
    queue_id text not null,
    user_id text not null,
    primary key (queue_id, user_id)
  )`,
  `create index queue_member_by_user_id on queue_member (user_id)`,
  `create table agent (
    user_id text not null,
    state text not null,
    reason text,
    subject_id text,
    since bigint not null,
    next_state text,
    before_unreachable text,
    idle_since bigint not null,
    device_id text,
    fence bigint not null,
    lease_expires_at bigint not null,
    seq bigint not null,
    version bigint not null,
    primary key (user_id)
  )`,
  `create index agent_by_state_idle_since on agent (state, idle_since)`,
  `create index agent_by_lease_expires_at on agent (lease_expires_at)`,
  `create table setting (
    key text not null,
    value text not null,
    primary key (key)
  )`,
  `create table catalog_item (
    kind text not null,
    code text not null,
    position bigint not null,
    body text not null,
    disabled bigint not null,
    primary key (kind, code)
  )`,
]
