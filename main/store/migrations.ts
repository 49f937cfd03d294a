import type { Database } from 'better-sqlite3'

/** One list, only ever appended to. A store from any earlier version walks through the rest with its outbox full. */
const migrations: readonly string[] = [
  `
  create table meta (key text primary key, value text not null) without rowid;
  create table event (seq integer primary key, at integer not null, body text not null);
  create table projection (id integer primary key check (id = 1), body text not null);
  create table outbox (
    n integer primary key autoincrement,
    command_id text not null unique,
    written_at integer not null,
    attempts integer not null default 0,
    body text not null
  );
  create table rejected (
    command_id text primary key,
    n integer not null,
    written_at integer not null,
    attempts integer not null,
    body text not null,
    rejected_at integer not null,
    refusal text not null
  );
  create table draft (key text primary key, revision integer not null, saved_at integer not null, fields text not null);
  create table preference (key text primary key, value text not null) without rowid;
  create table card (
    customer_id text primary key,
    cached_at integer not null,
    used_at integer not null,
    body text not null
  );
  create index card_used on card (used_at);
  create table search_term (
    term text not null,
    kind text not null,
    customer_id text not null references card (customer_id) on delete cascade,
    primary key (term, kind, customer_id)
  ) without rowid;
  create index search_term_customer on search_term (customer_id);
  create table answer (
    name text not null,
    params text not null,
    customer_id text,
    as_of integer not null,
    body text not null,
    primary key (name, params)
  ) without rowid;
  create index answer_age on answer (as_of);
  create index answer_customer on answer (customer_id);
  `,
  `
  create table acknowledged (
    command_id text primary key,
    n integer not null,
    written_at integer not null,
    acknowledged_at integer not null,
    bytes integer not null,
    body text not null
  );
  create index acknowledged_n on acknowledged (n, bytes);
  create index acknowledged_age on acknowledged (acknowledged_at);
  `,
  // what lists show of a card, by itself: in the card it lies behind kilobytes of other things
  `
  create table card_summary (
    customer_id text primary key references card (customer_id) on delete cascade,
    last_contact_at integer not null,
    body text not null
  ) without rowid;
  insert into card_summary
  select customer_id, coalesce(body ->> '$.recentInteractions[0].startedAt', 0), json_object(
    'customerId', customer_id,
    'kind', body ->> '$.profile.kind', 'name', body ->> '$.profile.name', 'company', body ->> '$.profile.company',
    'jobTitle', body ->> '$.profile.jobTitle', 'tier', body ->> '$.profile.tier',
    'city', body ->> '$.profile.address.city',
    'phone', coalesce(
      (select value ->> 'e164' from json_each(body, '$.profile.phones') where value ->> 'primary' limit 1),
      body ->> '$.profile.phones[0].e164'
    ),
    'lastContactAt', body ->> '$.recentInteractions[0].startedAt'
  )
  from card where json_valid(body);
  `,
  // rows come in the order they are acknowledged and leave in it: three trees less to write at every answer
  `
  drop index if exists acknowledged_n;
  drop index if exists acknowledged_age;
  `,
]

/** Brings a store up to date, each step in a transaction of its own. */
export function migrateStore(db: Database): void {
  const known = Number(db.pragma('user_version', { simple: true }))
  if (known > migrations.length) throw new Error(`this store was written by a newer Ringdesk (version ${known})`)
  for (const [index, sql] of migrations.entries()) {
    if (index < known) continue
    db.transaction(() => {
      db.exec(sql)
      db.pragma(`user_version = ${index + 1}`)
    })()
  }
}
