import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { SalvageReport } from '#shared/protocol/desk-port.ts'
import { accept, type Outcome, refuse } from '#shared/protocol/error.ts'
import { refuseFileError } from '../file-errors.ts'
import { migrateStore } from '../migrations.ts'
import { openDatabase, openToRead } from '../open-database.ts'
import { moveStoreFiles, nameAside, readLabel, readLabelSalt, type StoreFolder } from '../store-folder.ts'
import { collectRows, type Rescued } from './collect-rows.ts'
import { readPages } from './read-pages.ts'
import { writeSalvage } from './salvage.ts'

const READY = /^desk\.ready-(.+)\.db$/

/** Repairs a store that nobody has open: `prepareRepair` and `finishRepair` in one. */
export function repairStore(folder: StoreFolder, key: Uint8Array, now: number): Outcome<SalvageReport> {
  const prepared = prepareRepair(folder, key, now)
  if (prepared.ok) finishRepair(folder)
  return prepared
}

/**
 * Builds a fresh store, under the same key, from what can be read of a damaged one. The old file stays where it is,
 * open or not, until `finishRepair` swaps them. Refuses (`store_full`, …) when the new one cannot be written; then
 * nothing was changed.
 */
export function prepareRepair(folder: StoreFolder, key: Uint8Array, now: number): Outcome<SalvageReport> {
  const aside = nameAside(folder, 'damaged', now)
  const fresh = `${folder.file}.fresh`
  removeFiles(fresh)
  const rescued = rescueRows(folder, key)
  const opened = openDatabase(fresh, key)
  if (!opened.ok) return opened
  const db = opened.value
  let report: SalvageReport
  try {
    migrateStore(db)
    report = writeSalvage(db, rescued, existsSync(folder.file) ? aside : null, now)
    // closing would swallow it when the log cannot be written back, and only the file itself changes its place
    const [checkpoint] = z.array(z.object({ busy: z.number() })).parse(db.pragma('wal_checkpoint(TRUNCATE)'))
    if (checkpoint?.busy !== 0) return refuse('store_unavailable')
  } catch (error) {
    return refuseFileError(error)
  } finally {
    db.close()
  }
  renameSync(fresh, join(folder.path, aside.replace('desk.damaged-', 'desk.ready-')))
  return accept(report)
}

function rescueRows(folder: StoreFolder, key: Uint8Array): Rescued {
  const pages = readPages(folder.file, key, readLabelSalt(readLabel(folder)))
  // SQLite would show the state before the break in the log, as if nothing had come after it
  const db = pages.logDamaged ? null : openToRead(folder.file, key)
  try {
    return collectRows(db, pages)
  } finally {
    db?.close()
  }
}

/** Swaps the files of a repair that is ready; also for one that a crash cut short at this point. */
export function finishRepair(folder: StoreFolder): void {
  const ready = readdirSync(folder.path).find((name) => READY.test(name))
  if (ready === undefined) return
  const aside = ready.replace(READY, 'desk.damaged-$1.db')
  if (existsSync(folder.file)) moveStoreFiles(folder, aside)
  renameSync(join(folder.path, ready), folder.file)
}

function removeFiles(file: string): void {
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true })
}
