import { afterAll, expect, it } from 'vitest'
import { measurePaperwork } from './paperwork.ts'
import { type Rig, startRig } from './rig.ts'

let rig: Rig | null = null
afterAll(() => rig?.stop())

it('pushes the commands of a desk and writes the same rows by hand', { timeout: 120_000 }, async () => {
  rig = await startRig('SQLite')
  const said: string[] = []
  const options = { quick: true, rounds: 1, say: (text: string) => void said.push(text) }
  const [line] = await measurePaperwork({ ...rig, peer: null }, { dialect: 'SQLite', count: 200 }, options)
  expect(line).toMatchObject({ scenario: '200 commands, SQLite', goal: 2.22 })
  expect(line?.ratio).toBeGreaterThan(0)
  expect(said).toHaveLength(1)
})
