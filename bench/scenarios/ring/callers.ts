import SQLite from 'better-sqlite3'
import { makeSiteId, makeSitePhones } from '#bench/generate/site-ids.ts'
import type { Random } from '#shared/domain/random.ts'

export type Caller = { number: string; name: string }

/** Random customers of a generated site, read from it: what must be painted when they call. */
export function pickCallers(
  site: string,
  { customers, count, random }: { customers: number; count: number; random: Random },
): Caller[] {
  const db = new SQLite(site, { readonly: true })
  try {
    const select = db.prepare<[string], { name: string }>('select name from customer where id = ?')
    return Array.from({ length: count }, () => {
      const n = Math.floor(random.next() * customers)
      const row = select.get(makeSiteId('customer', n))
      if (!row) throw new Error(`the site has no customer ${n}`)
      return { ...row, number: makeSitePhones(n)[0] }
    })
  } finally {
    db.close()
  }
}
