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
    repair(close: () => void): Outcome<{ store: Store; report: SalvageReport }>
    repaired(report: SalvageReport): void
    closed(): void
  },
): Store {
  let current = first
  let depth = 0

  function heal<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      if (depth > 0 || !isDamaged(readSqliteCode(error) ?? '')) throw error
      const repaired = on.repair(current.close)
      if (!repaired.ok) throw error
      current = repaired.value.store
      on.repaired(repaired.value.report)
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
      current.close()
      on.closed()
    },
  }
}

function call(part: object, method: string | symbol, args: unknown[]): unknown {
  return Reflect.apply(Reflect.get(part, method), part, args)
}
