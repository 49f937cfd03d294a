import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { SalvageReport } from '#shared/protocol/desk-port.ts'
import { type Outcome, Refusal } from '#shared/protocol/error.ts'
import type { StoreFolder } from '../store-folder.ts'

export type RepairOrder = { folder: StoreFolder; key: Uint8Array; now: number }

const Told = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: SalvageReport }),
  z.strictObject({ ok: z.literal(false), refusal: Refusal }),
])

/**
 * Repairs a store that nobody has open, in a thread of its own: a full one takes seconds, in which a shell that
 * serves others must go on answering them.
 */
export function repairAside(folder: StoreFolder, key: Uint8Array, now: number): Promise<Outcome<SalvageReport>> {
  const order: RepairOrder = { folder, key, now }
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./repair-worker.ts', import.meta.url), { workerData: order })
    worker.once('message', (told: unknown) => resolve(Told.parse(told)))
    worker.once('error', reject)
    // after its message this changes nothing any more
    worker.once('exit', (code) => reject(new Error(`the repair ended with ${code} and without a word`)))
  })
}
