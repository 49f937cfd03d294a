import { expect, onTestFinished } from 'vitest'
import { SUPPORT_NUMBER, seedFloor } from './call-floor.ts'
import type { OpenTestDatabase } from './databases.ts'
import { openSimulatedFloor } from './simulated-floor.ts'

export const caller = { from: '+14155551234', to: SUPPORT_NUMBER }

/** A seeded floor on a simulated line, for each test its own; a test fails when the line was told what it refuses. */
export function prepareFloor(open: OpenTestDatabase) {
  return async (seeds: Parameters<typeof seedFloor>[1], line: Parameters<typeof openSimulatedFloor>[1] = {}) => {
    const { db } = await open()
    await seedFloor(db, seeds)
    const floor = await openSimulatedFloor(db, line)
    onTestFinished(() => expect(floor.failures).toEqual([]))
    return { db, floor }
  }
}
