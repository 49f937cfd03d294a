import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createTestClock } from '#test/support/virtual-clock.ts'
import type { DeskLine } from './desk-line.ts'
import type { DeskSocket } from './desk-socket.ts'
import type { LinkParts } from './link-parts.ts'
import { receiveFrames } from './receive-frames.ts'

/** A line on which every push fails with this error. */
function openLine(error: Error) {
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
    flows: { applyPaperwork: () => Promise.reject(error) },
  } as object as LinkParts
  const line = {
    user: { userId: 'lin', role: 'agent', tokenHash: 'x' },
    fail() {},
    hangUp() {},
    hear() {},
  } as object as DeskLine
  receiveFrames(parts, socket, line)
  const body = { type: 'task.complete', taskId: 'task-1' }
  const command = { commandId: '01900000-0000-7000-8000-000000000001', n: 1, writtenAt: 1, body }
  return () => new Promise((resolve) => desk.send?.('paperwork', { commands: [command] }, resolve))
}

it('a full disk at central refuses nobody’s work: the desk is told to come again', async () => {
  const push = openLine(new Database.SqliteError('database or disk is full', 'SQLITE_FULL'))
  expect(await push()).toEqual({ ok: false, refusal: { code: 'central_unavailable' } })
})

it('a bug of ours is told as one', async () => {
  expect(await openLine(new TypeError('oops'))()).toEqual({ ok: false, refusal: { code: 'internal' } })
})
