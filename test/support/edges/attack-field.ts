import fc from 'fast-check'
import type { z } from 'zod'
import { hostileValue } from './hostile-values.ts'
import { CARRIED_OUT, RUNS } from './runs.ts'
import { dropAt, type Field, putAt } from './schema-values.ts'

type Attack = {
  schema: z.ZodType
  /** what is put where something else is expected */
  values?: fc.Arbitrary<unknown>
  /** what the other end gets to read of it: a form and an address hold text only */
  toArrival?: (sent: unknown) => unknown
  runs?: number
}

/**
 * One field, a thousand values, among them none at all. `strike` sends each and judges the answer; `isRead` says
 * whether the schema takes it. Of those only the first are sent: they do real work, and there are tests for that
 * elsewhere.
 */
export async function attackField(
  field: Field,
  { schema, values = hostileValue, toArrival = (sent) => sent, runs = RUNS }: Attack,
  strike: (arrival: unknown, isRead: boolean) => Promise<void>,
): Promise<void> {
  const wholes = fc.sample(field.whole, { numRuns: 12, seed: 11 })
  const missing = Symbol('missing')
  const anything = fc.oneof({ weight: 30, arbitrary: values }, { weight: 1, arbitrary: fc.constant(missing) })
  let read = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...wholes), anything, async (whole, value) => {
      const arrival = toArrival(value === missing ? dropAt(whole, field.path) : putAt(whole, field.path, value))
      const isRead = schema.safeParse(arrival).success
      if (isRead) read += 1
      if (isRead && read > CARRIED_OUT) return
      await strike(arrival, isRead)
    }),
    { numRuns: runs },
  )
}
