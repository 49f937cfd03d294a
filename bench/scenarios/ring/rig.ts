import { join } from 'node:path'
import { startProduct } from '#bench/product/start-product.ts'
import { openConsole } from './console-side.ts'
import { openFloor } from './floor-side.ts'
import type { FloorRequests } from './requests.ts'

export type Rig = {
  ours: Awaited<ReturnType<typeof openConsole>>
  floor: Awaited<ReturnType<typeof openFloor>>
  stop(): Promise<void>
}

/** The product and the floor on one site, and both pages in one browser. */
export async function startRig(site: string): Promise<Rig> {
  const product = await startProduct(site)
  try {
    const floorProcess = product.start<FloorRequests>(join(import.meta.dirname, 'floor-process.ts'))
    const ours = await openConsole(product, await product.newContext())
    const floor = await openFloor(floorProcess, await product.newContext(), await ours.takePage())
    return { ours, floor, stop: () => product.stop() }
  } catch (error) {
    await product.stop()
    throw error
  }
}
