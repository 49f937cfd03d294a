import type { SalvageReport } from '#shared/protocol/desk-port.ts'
import type { Outcome } from '#shared/protocol/error.ts'
import { isDamaged, readSqliteCode } from './file-errors.ts'
import type { Store } from './open-store.ts'

type Part = Exclude<keyof Store, 'together' | 'close'>

/**
 * The same store to everybody who holds it, though the file under it may be replaced: when a page turns out to be
 * broken, the store is repaired and what was asked is done once more. Inside `together` the whole of it is repeated.
 */
export function healStore(
  first: Store,
  on: {
    /** makes the new store ready; the damaged one stays open and in its place */
    prepare(): Outcome<SalvageReport>
    /** puts the new store in the place of the damaged one, which is closed by then, and opens it */
    swap(): Outcome<Store>
    repaired(report: SalvageReport): void
    closed(): void
  },
): Store {
  let current = first
  let depth = 0
  /** the damaged store is closed, and the new one not open yet */
  let unfinished: { damage: unknown; report: SalvageReport } | null = null

  /** A disk that does not let the swap be done may do so later: until then every call throws the damage. */
  function finish(): void {
    if (unfinished === null) return
    const { damage, report } = unfinished
    const opened = on.swap()
    if (!opened.ok) throw damage
    current = opened.value
    unfinished = null
    on.repaired(report)
  }

  function heal<T>(work: () => T): T {
    finish()
    try {
      return work()
    } catch (error) {
      if (depth > 0 || !isDamaged(readSqliteCode(error) ?? '')) throw error
      const prepared = on.prepare()
      if (!prepared.ok) throw error
      current.close()
      unfinished = { damage: error, report: prepared.value }
      finish()
      return work()
    }
  }

  function follow<Name extends Part>(name: Name): Store[Name] {
    return new Proxy(current[name], {
      get(_first, method) {
        const found = Reflect.get(current[name], method)
        if (typeof found !== 'function') return found
        return (...args: unknown[]) => heal(() => call(current[name], method, args))
      },
    })
  }

  return {
    meta: follow('meta'),
    projection: follow('projection'),
    outbox: follow('outbox'),
    drafts: follow('drafts'),
    preferences: follow('preferences'),
    cards: follow('cards'),
    answers: follow('answers'),
    together: (write) =>
      heal(() => {
        depth += 1
        try {
          return current.together(write)
        } finally {
          depth -= 1
        }
      }),
    close() {
      // the next start finishes it: without the lock nothing here may touch the files
      unfinished = null
      current.close()
      on.closed()
    },
  }
}

function call(part: object, method: string | symbol, args: unknown[]): unknown {
  return Reflect.apply(Reflect.get(part, method), part, args)
}
