import Database from 'better-sqlite3'
import { expect, it, vi } from 'vitest'
import { LINK_LIMITS } from '#shared/protocol/envelope.ts'
import { refuse } from '#shared/protocol/error.ts'
import { CommandId } from '#shared/protocol/ids.ts'
import { createTestClock } from '#test/support/virtual-clock.ts'
import type { DeskLine } from './desk-line.ts'
import type { DeskSocket } from './desk-socket.ts'
import type { LinkParts, LinkRoom } from './link-parts.ts'
import { receiveFrames } from './receive-frames.ts'

type Flows = Partial<LinkParts['flows']>

/** A line on which every push fails with this error. */
function openFailing(error: Error) {
  const push = openLine({ applyPaperwork: () => Promise.reject(error) })
  return () => push(1)
}

/** Pushes the command of this number, behind another or alone. */
function openLine(flows: Flows) {
  const desk: { send?: Parameters<DeskSocket['onFrame']>[0] } = {}
  const socket: DeskSocket = {
    ...{ id: 's1', connected: true, emit() {}, onClosed() {}, hangUp() {} },
    onFrame: (take) => {
      desk.send = take
    },
  }
  const parts = {
    context: { clock: createTestClock(1_000), log: { info() {}, warn() {}, error() {} } },
    metrics: { time: (_name: string, work: () => unknown) => work(), countEvents() {}, countRefusal() {} },
    flows,
    noteRefusal: async () => {},
  } as object as LinkRoom
  const line = {
    user: { userId: 'lin', role: 'agent', tokenHash: 'x' },
    fail() {},
    hangUp() {},
    hear() {},
  } as object as DeskLine
  receiveFrames(parts, socket, line)
  const body = { type: 'task.complete', taskId: 'task-1' }
  return (n: number, after?: string) => {
    const commands = [{ commandId: idOf(n), n, writtenAt: 1, body }]
    return new Promise((resolve) => desk.send?.('paperwork', after ? { commands, after } : { commands }, resolve))
  }
}

const idOf = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`

it('a full disk at central refuses nobody’s work: the desk is told to come again', async () => {
  const push = openFailing(new Database.SqliteError('database or disk is full', 'SQLITE_FULL'))
  expect(await push()).toEqual({ ok: false, refusal: { code: 'central_unavailable' } })
})

it('a bug of ours is told as one', async () => {
  expect(await openFailing(new TypeError('oops'))()).toEqual({ ok: false, refusal: { code: 'internal' } })
})

it('batches of a desk are applied one after the other, and one whose forerunner failed is not applied', async () => {
  const taken: string[] = []
  const finish: (() => void)[] = []
  const push = openLine({
    hasTaken: async ({ commandId }) => taken.includes(commandId),
    async applyPaperwork({ commands }) {
      const ids = commands.map(({ commandId }) => commandId)
      await new Promise<void>((resolve) => finish.push(resolve))
      if (ids.includes(CommandId.parse(idOf(1)))) throw new Database.SqliteError('disk full', 'SQLITE_FULL')
      taken.push(...ids)
      return ids.map((commandId) => ({ commandId, result: 'applied' }))
    },
  })
  const answers = [push(1), push(2, idOf(1)), push(3), push(4, idOf(3))]
  await vi.waitFor(() => expect(finish).toHaveLength(1))
  finish[0]?.()
  expect(await answers[0]).toEqual(refuse('central_unavailable'))
  expect(await answers[1]).toEqual(refuse('conflict', { field: 'after' }))
  await vi.waitFor(() => expect(finish).toHaveLength(2))
  finish[1]?.()
  await vi.waitFor(() => expect(finish).toHaveLength(3))
  finish[2]?.()
  expect(await Promise.all(answers.slice(2))).toMatchObject([{ ok: true }, { ok: true }])
  expect(taken).toEqual([idOf(3), idOf(4)])
})

it('a desk whose batches wait at central is told to wait with more of them', async () => {
  const push = openLine({ hasTaken: async () => true, applyPaperwork: () => new Promise(() => {}) })
  for (let n = 1; n <= LINK_LIMITS.batchesAtOnce; n += 1) void push(n)
  expect(await push(LINK_LIMITS.batchesAtOnce + 1)).toEqual(refuse('rate_limited'))
})
