import { parentPort, workerData } from 'node:worker_threads'
import type { RepairOrder } from './repair-aside.ts'
import { repairStore } from './repair-store.ts'

const { folder, key, now } = workerData as RepairOrder
parentPort?.postMessage(repairStore(folder, key, now))
