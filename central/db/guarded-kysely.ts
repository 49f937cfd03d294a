import { AsyncLocalStorage } from 'node:async_hooks'
import { type ConnectionBuilder, Kysely, type KyselyConfig, type TransactionBuilder } from 'kysely'
import { lendSource, lendWhileIdle, type StatementSource, takeSourceBack } from './run-statement.ts'

/** One per running transaction; work that outlives it (a timer set inside) finds it closed and is free again. */
type Inside = { open: boolean }

const inside = new AsyncLocalStorage<Inside>()

/**
 * Throws when the calling code runs inside a transaction and still reaches for the outer database. On SQLite that
 * would wait for itself for ever; on PostgreSQL it would read past the transaction and can empty the pool.
 */
export function refuseInsideTransaction(): void {
  if (inside.getStore()?.open) throw new Error('the outer database was used inside a transaction: pass the executor on')
}

/** A Kysely that knows, through every await, whether the code that uses it is inside one of its transactions. */
export class GuardedKysely<DB> extends Kysely<DB> {
  private readonly source: StatementSource | undefined

  /** `sqlite`: lent to whoever has the one connection, and to everybody while nobody has it. */
  constructor(config: KyselyConfig, sqlite?: { source: StatementSource; lock: { isTaken(): boolean } }) {
    super(config)
    this.source = sqlite?.source
    if (!sqlite) return
    lendWhileIdle(this, () => {
      refuseInsideTransaction()
      return sqlite.lock.isTaken() ? null : sqlite.source
    })
  }

  override transaction(): TransactionBuilder<DB> {
    const builder = super.transaction()
    const execute = builder.execute.bind(builder)
    builder.execute = async (callback) => {
      refuseInsideTransaction()
      const place: Inside = { open: false }
      try {
        return await execute((transaction) => {
          place.open = true
          return inside.run(place, () => this.lend(transaction, callback))
        })
      } finally {
        place.open = false
      }
    }
    return builder
  }

  override connection(): ConnectionBuilder<DB> {
    const builder = super.connection()
    const execute = builder.execute.bind(builder)
    builder.execute = (callback) => execute((connection) => this.lend(connection, callback))
    return builder
  }

  private async lend<E extends Kysely<DB>, T>(executor: E, work: (executor: E) => Promise<T>): Promise<T> {
    if (!this.source) return work(executor)
    lendSource(executor, this.source)
    try {
      return await work(executor)
    } finally {
      takeSourceBack(executor)
    }
  }
}
