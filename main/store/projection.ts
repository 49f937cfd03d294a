import type { Database } from 'better-sqlite3'
import { DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import { Snapshot } from '#shared/protocol/snapshot.ts'

/** Enough to see what happened in a shift; the projection itself is kept whole. */
const EVENTS_KEPT = 2000

/** The last known position of the agent, and the events that led there. */
export interface ProjectionStore {
  /** null: never greeted by central, or written by another version; central then sends a snapshot */
  read(): Snapshot | null
  /** the projection after these events, with them; one transaction */
  advance(projection: Snapshot, events: readonly DeliveredEvent[]): void
  /** a snapshot from central: the events before it are no longer of its line */
  replace(projection: Snapshot): void
  readEvents(afterSeq: number): DeliveredEvent[]
}

export function createProjectionStore(db: Database): ProjectionStore {
  const select = db.prepare<[], { body: string }>('select body from projection where id = 1')
  const write = db.prepare(
    'insert into projection (id, body) values (1, ?) on conflict (id) do update set body = excluded.body',
  )
  const addEvent = db.prepare('insert into event (seq, at, body) values (?, ?, ?) on conflict (seq) do nothing')
  const prune = db.prepare('delete from event where seq <= ?')
  const clear = db.prepare('delete from event')
  const list = db.prepare<[number], { body: string }>('select body from event where seq > ? order by seq')
  return {
    read() {
      const row = select.get()
      const parsed = row && Snapshot.safeParse(JSON.parse(row.body))
      return parsed?.success ? parsed.data : null
    },
    advance: db.transaction((projection: Snapshot, events: readonly DeliveredEvent[]) => {
      // What travelled beside an event is customer data: it lives in the cards, the log keeps facts only.
      for (const { seq, at, event } of events) addEvent.run(seq, at, JSON.stringify({ seq, at, event }))
      prune.run(projection.seq - EVENTS_KEPT)
      write.run(JSON.stringify(projection))
    }),
    replace: db.transaction((projection: Snapshot) => {
      clear.run()
      write.run(JSON.stringify(projection))
    }),
    readEvents: (afterSeq) => list.all(afterSeq).map((row) => DeliveredEvent.parse(JSON.parse(row.body))),
  }
}
