import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Thirty days: what is younger than that, counted back from the newest entry, nobody drops. */
const KEPT_MS = 2_592_000_000
const YOUNG = `old.at > (select max(at) from audit) - ${KEPT_MS}`
const REFUSED = 'the audit log is append-only'

const table = [
  `create table audit (
    id text not null,
    at bigint not null,
    actor_id text,
    via text not null,
    action text not null,
    subject text,
    detail text not null,
    primary key (id)
  )`,
  'create index audit_by_at on audit (at)',
]

const sqliteGuards = [
  `create trigger audit_never_changes before update on audit begin select raise(abort, '${REFUSED}'); end`,
  `create trigger audit_is_kept before delete on audit when ${YOUNG} begin select raise(abort, '${REFUSED}'); end`,
]

const postgresGuards = [
  `create function refuse_audit_change() returns trigger language plpgsql as $$
   begin raise exception '${REFUSED}'; end $$`,
  `create function keep_young_audit() returns trigger language plpgsql as $$
   begin
     if ${YOUNG} then raise exception '${REFUSED}'; end if;
     return old;
   end $$`,
  'create trigger audit_never_changes before update on audit for each row execute function refuse_audit_change()',
  'create trigger audit_is_never_emptied before truncate on audit execute function refuse_audit_change()',
  'create trigger audit_is_kept before delete on audit for each row execute function keep_young_audit()',
]

/** The audit log. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  for (const statement of [...table, ...(isPostgres ? postgresGuards : sqliteGuards)])
    await sql.raw(statement).execute(db)
}
