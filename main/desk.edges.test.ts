import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenDesk } from '#main/desk.ts'
import { DeskCommand, LocalCommand } from '#shared/protocol/desk-port.ts'
import { Refusal } from '#shared/protocol/error.ts'
import { attackField } from '#test/support/edges/attack-field.ts'
import { holdsBrokenText, hostileText, hostileValue } from '#test/support/edges/hostile-values.ts'
import { RUNS } from '#test/support/edges/runs.ts'
import { listFields } from '#test/support/edges/schema-values.ts'
import { createMemoryKeys, openTestDesk } from '#test/support/open-test-desk.ts'
import { createSmallCentral } from '#test/support/small-central.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'

let dataDir: string
let desk: OpenDesk
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'desk-edges-'))
  const clock = createTestClock(1_000_000)
  const { openLine } = createSmallCentral(clock)
  desk = (await openTestDesk({ dataDir, clock, openLine, storeKeys: createMemoryKeys() })).desk
})
afterAll(async () => {
  await desk.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** As both shells take a console's message: through the schema, then to the desk. */
async function say(message: unknown): Promise<string | null> {
  const command = DeskCommand.safeParse(message)
  if (!command.success) return 'bad_request'
  const answer = await desk.send(command.data)
  return answer.ok ? null : Refusal.parse(answer.refusal).code
}

describe('every field of what a console tells its own desk', () => {
  const types = LocalCommand.options.map((option) => [option.shape.type.value, option] as const)
  it.each(types)('%s', { timeout: 600_000 }, async (_type, schema) => {
    for (const field of listFields(schema)) {
      // paperwork inside a command gets its full share over the link
      const runs = field.path.length > 1 ? Math.ceil(RUNS / 20) : RUNS
      await attackField(field, { schema, runs }, async (command, isRead) => {
        const code = await say({ kind: 'local', command })
        if (!isRead) expect(code).toBe('bad_request')
        expect(code).not.toBe('internal')
        // a preference is the console's own and never leaves the desk
        if (code === null && field.path[0] !== 'preferences') expect(holdsBrokenText(command)).toBe(false)
      })
    }
  })

  it('questions get an answer or a closed code', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, hostileValue, async (name, params) => {
        const answer = await desk.query(name, params)
        if (!answer.ok) expect(Refusal.parse(answer.refusal).code).not.toBe('internal')
      }),
      { numRuns: RUNS },
    )
  })
})

it('[BAD-32] a note of a megabyte is refused, and the draft that holds what was typed stays', async () => {
  const draft = { type: 'draft.save', key: 'note-of-int-1', revision: 1, fields: { note: 'what was typed before' } }
  expect(await say({ kind: 'local', command: draft })).toBeNull()
  const body = { type: 'interaction.note', interactionId: 'int-1', noteId: 'note-1', revision: 1 }
  const bodies = [{ ...body, text: '王'.repeat(350_000) }]
  expect(await say({ kind: 'paperwork', bodies, dropDraft: 'note-of-int-1' })).toBe('bad_request')
  const { drafts, sync } = await desk.snapshot()
  expect(drafts).toContainEqual(expect.objectContaining({ key: 'note-of-int-1', fields: draft.fields }))
  expect(sync.waiting).toBe(0)
})
