import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import { Catalog } from '#shared/protocol/view/catalog.ts'
import type { Floor } from '#shared/protocol/view/floor.ts'
import type { Store } from './store/open-store.ts'
import type { SyncState } from './sync-state.ts'

/** What central said last about the site; the catalog is kept, so that a desk without central still has its words. */
export interface SiteFacts {
  catalog(): Catalog | null
  floor(): Floor | null
  /** country of numbers typed without one */
  region(): string
  backupHorizonMs(): number
  keepCatalog(catalog: Catalog): void
  keepFloor(floor: Floor): void
  keepBackupHorizon(ms: number): void
}

export function openSiteFacts(store: Store, sync: SyncState, tell: (notice: DeskNotice) => void): SiteFacts {
  let catalog = readCatalog(store.meta.read('catalog'))
  let floor: Floor | null = null
  let backupHorizonMs = 0
  return {
    catalog: () => catalog,
    floor: () => floor,
    region: () => catalog?.defaultRegion ?? 'US',
    backupHorizonMs: () => backupHorizonMs,
    keepCatalog(next) {
      catalog = next
      sync.guard(() => store.meta.write('catalog', JSON.stringify(next)))
      tell({ kind: 'catalog', catalog: next })
    },
    keepFloor(next) {
      floor = next
      tell({ kind: 'floor', floor: next })
    },
    keepBackupHorizon(ms) {
      backupHorizonMs = ms
    },
  }
}

function readCatalog(text: string | null): Catalog | null {
  const parsed = text === null ? null : Catalog.safeParse(JSON.parse(text))
  return parsed?.success ? parsed.data : null
}
