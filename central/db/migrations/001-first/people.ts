/** Tables of `db/schema/people.ts`. One SQL text for SQLite and PostgreSQL: text, bigint, 0/1 and nothing else. */
export const peopleTables = [
  `create table "user" (
    id text not null,
    login text not null,
    password_hash text not null,
    must_change_password bigint not null,
    name text not null,
    role text not null,
    team_id text,
    line text,
    language text,
    disabled bigint not null,
    created_at bigint not null,
    primary key (id)
  )`,
  `create unique index user_by_login on "user" (login)`,
  `create table team (
    id text not null,
    name text not null,
    primary key (id)
  )`,
  `create table session (
    token_hash text not null,
    user_id text not null,
    created_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null,
    revoked bigint not null,
    primary key (token_hash)
  )`,
  `create index session_by_user_id on session (user_id)`,
  `create table desk_key (
    device_id text not null,
    user_id text not null,
    sealed_key text not null,
    created_at bigint not null,
    primary key (device_id)
  )`,
]
