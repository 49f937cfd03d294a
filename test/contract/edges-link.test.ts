import fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type { Clock } from '#shared/domain/clock.ts'
import { LiveCommand } from '#shared/protocol/command/live.ts'
import { Paperwork, PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { deskFrames, Hello } from '#shared/protocol/envelope.ts'
import { Refusal } from '#shared/protocol/error.ts'
import { queries } from '#shared/protocol/query/query.ts'
import { NOW } from '#test/support/customers.ts'
import { attackField } from '#test/support/edges/attack-field.ts'
import { watchChanges } from '#test/support/edges/count-changes.ts'
import type { DirectLine } from '#test/support/edges/direct-switchboard.ts'
import { expectCleanLog } from '#test/support/edges/expect-clean-log.ts'
import { holdsBrokenText, NEEDLE } from '#test/support/edges/hostile-values.ts'
import { makeSubject, type Subject } from '#test/support/edges/make-subject.ts'
import { type Edges, openEdges, userOfRole } from '#test/support/edges/open-edges.ts'
import { type Field, type Known, listFields } from '#test/support/edges/schema-values.ts'

let now = NOW
/** Time that moves with the questions, so that the limits of rate are not what is measured; no loop runs on it. */
const clock: Clock = { now: () => now, schedule: () => () => {} }
let edges: Edges
type Desk = DirectLine & { fence: number }
let desk: Desk
let supervisorsDesk: Desk
let subject: Subject
let countChanges: () => Promise<number>
let numbered = 0
let asked = 0

beforeAll(async () => {
  edges = await openEdges({ clock })
  desk = await edges.dial('agent')
  // desks that come in one moment wait for one another
  now += 1_000
  supervisorsDesk = await edges.dial('supervisor')
  subject = await makeSubject(edges.db, userOfRole('agent'), 'talking')
  countChanges = await watchChanges(edges.db)
})
afterAll(async () => {
  await edges.close()
})

/** What honest values name: the agent's own things, so that what is let through does something. */
function knownIds(): Known {
  const ids = Object.entries(subject).map(([name, id]) => [name, fc.constant(id)] as const)
  const fresh = fc.constant(null).map(() => v7())
  return { ...Object.fromEntries(ids), commandId: fresh, noteId: fresh, taskId: fresh, conflictId: fresh }
}

/** What an agent may not ask at all is asked by somebody who may: the field is on trial, not the right. */
const ofSupervisors = new Set<string>(['call.monitor', 'call.stop-monitor', 'call.take-over', 'floor.live'])
const deskFor = (name: string) => (ofSupervisors.has(name) ? supervisorsDesk : desk)

type Target = { schema: z.ZodType; ask(whole: unknown): Promise<unknown> }

/** The wrong ones get a closed code and leave every row as it was. */
async function attack(field: Field, { schema, ask }: Target): Promise<void> {
  edges.logged.length = 0
  await attackField(field, { schema }, async (frame, isRead) => {
    now += 60
    asked += 1
    // a desk that says nothing but nonsense is hung up on after 500 frames: this one is honest now and then
    if (asked % 200 === 0) {
      for (const one of [desk, supervisorsDesk]) {
        now += 1_000
        await one.ask('lease', { fence: one.fence })
      }
    }
    const before = await countChanges()
    const refusal = refusalOf(await ask(frame))
    if (refusal === null) {
      if (!isRead) throw new Error('what the schema refuses was carried out')
      if (holdsBrokenText(frame)) throw new Error('text that no database holds was let through')
      return
    }
    Refusal.parse(refusal)
    expect(['internal', 'rate_limited', 'forbidden'], edges.logged.at(-1)).not.toContain(refusal.code)
    if (JSON.stringify(refusal).includes(NEEDLE)) throw new Error('the refusal quotes what was sent')
    expect(await countChanges(), 'a refused frame changed rows').toBe(before)
  })
  expect(desk.connected && supervisorsDesk.connected, 'the desk was hung up on').toBe(true)
  expectCleanLog(edges.logged)
}

function refusalOf(answer: unknown): Refusal | null {
  const { ok, refusal, others } = answer as { ok: boolean; refusal?: Refusal; others?: { refusal?: Refusal }[] }
  if (!ok) return refusal ?? { code: 'internal' }
  return others?.find((one) => one.refusal)?.refusal ?? null
}

const optionsOf = <T extends z.ZodType & { shape: { type: { value: string } } }>(options: readonly T[]) =>
  options.map((option) => [option.shape.type.value, option] as const)

function attackEach(kind: string, list: () => Field[], target: Target): void {
  it(kind, { timeout: 600_000 }, async () => {
    const fields = list()
    expect(fields.length).toBeGreaterThan(0)
    for (const field of fields) {
      await attack(field, target).catch((error: unknown) => {
        throw new Error(`${kind}: ${field.name}`, { cause: error })
      })
    }
  })
}

describe('every field of a live command', () => {
  for (const [type, schema] of optionsOf(LiveCommand.options)) {
    attackEach(type, () => listFields(schema, knownIds()), {
      schema,
      ask: (command) => deskFor(type).ask('live', { commandId: v7(), fence: deskFor(type).fence, command }),
    })
  }
})

describe('every field of a paperwork command', () => {
  for (const [type, schema] of optionsOf(PaperworkBody.options)) {
    attackEach(type, () => listFields(schema, knownIds()), {
      schema,
      ask(body) {
        numbered += 1
        return desk.ask('paperwork', { commands: [{ commandId: v7(), n: numbered, writtenAt: NOW, body }] })
      },
    })
  }
})

describe('every parameter of a query', () => {
  for (const [name, { params: schema }] of Object.entries(queries)) {
    attackEach(name, () => listFields(schema, knownIds()), {
      schema,
      ask: (params) => deskFor(name).ask('query', { name, params }),
    })
  }
})

describe('every field of a frame', () => {
  const fence = fc.constant(0).map(() => desk.fence)
  const liveFrame = deskFrames.live.omit({ command: true })
  attackEach('live', () => listFields(liveFrame, { ...knownIds(), fence }), {
    schema: liveFrame,
    ask: (frame) => desk.ask('live', addTo(frame, { command: { type: 'call.unmute', callId: subject.callId } })),
  })
  const command = Paperwork.omit({ body: true })
  attackEach('paperwork', () => listFields(command, knownIds()), {
    schema: command,
    ask: (given) => {
      const body = { type: 'task.complete', taskId: subject.taskId }
      return desk.ask('paperwork', { commands: [addTo(given, { body })] })
    },
  })
  const commands = { name: 'commands', path: ['commands'], whole: fc.constant({}) }
  const frames: [keyof typeof deskFrames, () => Field[]][] = [
    ['paperwork', () => [commands]],
    ['query', () => listFields(deskFrames.query, { name: fc.constant('catalog'), params: fc.constant({}) })],
    ['lease', () => listFields(deskFrames.lease, { fence })],
    ['resume', () => listFields(deskFrames.resume)],
  ]
  for (const [name, fields] of frames) {
    attackEach(`${name} as a whole`, fields, { schema: deskFrames[name], ask: (frame) => desk.ask(name, frame) })
  }

  function addTo(frame: unknown, rest: object): unknown {
    return typeof frame === 'object' && frame !== null && !Array.isArray(frame) ? { ...frame, ...rest } : frame
  }
})

describe('every field of the handshake', () => {
  attackEach('Hello', () => listFields(Hello, { protocol: fc.constant(1) }), {
    schema: Hello,
    ask: (hello) => edges.switchboard.dial(hello),
  })
})
