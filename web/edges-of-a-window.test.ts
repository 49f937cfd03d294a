import fc from 'fast-check'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DeskCommand, DeskSnapshot } from '#shared/protocol/desk-port.ts'
import { QueryName } from '#shared/protocol/query/query.ts'
import { attackField } from '#test/support/edges/attack-field.ts'
import { expectCleanLog } from '#test/support/edges/expect-clean-log.ts'
import { hostileText, hostileValue, NEEDLE } from '#test/support/edges/hostile-values.ts'
import { each, openWebEdges, PATIENCE, Refused, type WebEdges } from '#test/support/edges/open-web-edges.ts'
import { RUNS } from '#test/support/edges/runs.ts'
import { listFields } from '#test/support/edges/schema-values.ts'

let edges: WebEdges
beforeAll(async () => {
  edges = await openWebEdges()
})
afterAll(() => edges.close())

describe('every message of a window', () => {
  /** several, so that the limit of messages is not what is measured */
  const windows: Socket[] = []
  let said = 0
  beforeAll(async () => {
    for (let n = 0; n < 30; n += 1) windows.push(await connect())
  })
  afterAll(() => {
    for (const window of windows) window.disconnect()
  })

  function connect(): Promise<Socket> {
    const made = io(`http://127.0.0.1:${edges.port}`, {
      ...{ path: '/desk', transports: ['websocket'], reconnection: false, forceNew: true },
      extraHeaders: { host: `localhost:${edges.port}`, origin: `http://localhost:${edges.port}`, cookie: edges.cookie },
    })
    return new Promise((resolve, reject) => {
      made.on('connect', () => resolve(made))
      made.on('connect_error', reject)
    })
  }
  async function say(name: string, ...args: unknown[]): Promise<string | null> {
    said += 1
    const window = windows[said % windows.length]
    const answer: unknown = await window?.timeout(60_000).emitWithAck(name, ...args)
    const refused = Refused.safeParse(answer)
    if (!refused.success) return null
    expect(JSON.stringify(answer)).not.toContain(NEEDLE)
    expect(['internal', 'rate_limited'], JSON.stringify(args).slice(0, 300)).not.toContain(refused.data.refusal.code)
    return refused.data.refusal.code
  }

  it.each(listFields(DeskCommand))('send: $name', PATIENCE, async (field) => {
    // what lies deeper is asked in full of the desk and of central
    const runs = field.path.length > 1 ? Math.ceil(RUNS / 50) : RUNS
    await attackField(field, { schema: DeskCommand, runs }, async (command, isRead) => {
      const code = await say('send', command)
      if (!isRead) expect(code).toBe('bad_request')
    })
    expectCleanLog(edges.logged)
  })

  const Query = z.strictObject({ name: QueryName, params: z.looseObject({}) })
  it.each(listFields(Query))('query: $name', PATIENCE, async (field) => {
    await attackField(field, { schema: Query }, async (query, isRead) => {
      const code = await say('query', query)
      if (!isRead) expect(code).toBe('bad_request')
    })
    expectCleanLog(edges.logged)
  })

  it('any name, any number of things said, with an answer wanted or not', PATIENCE, async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, fc.array(hostileValue, { maxLength: 4 }), async (name, args) => {
        said += 1
        const window = windows[said % windows.length]
        // these two are the library's own and refused at the sender
        if (!['connect', 'disconnect'].includes(name)) window?.emit(name, ...args)
        window?.emit('send', ...args)
        await say('send', ...args)
        expect(DeskSnapshot.safeParse(await window?.timeout(60_000).emitWithAck('snapshot', ...args)).success).toBe(
          true,
        )
      }),
      { numRuns: RUNS },
    )
    expect(windows.every((window) => window.connected)).toBe(true)
    expectCleanLog(edges.logged)
  })

  it('frames that are none end their own line and nothing else', PATIENCE, async () => {
    await each(Math.ceil(RUNS / 20), async (text) => {
      const line = await connect()
      for (const start of ['2["send",', '2', '51-["send",', '9', '']) line.io.engine.write(start + text.toWellFormed())
      line.disconnect()
      expect(await say('snapshot')).toBeNull()
    })
    expectCleanLog(edges.logged)
  })
})
