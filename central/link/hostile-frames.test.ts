import { describe, expect, it } from 'vitest'
import { LINK_LIMITS } from '#shared/protocol/envelope.ts'
import { commandId, connect, next, openLink, refused } from '#test/support/open-link.ts'

describe('hostile frames', () => {
  it('are refused with a code and change nothing', async () => {
    const central = await openLink()
    const { ask, welcome } = await connect(central)
    const { fence } = welcome
    const available = { type: 'agent.set-state', state: { kind: 'available' } }
    const hostile: [string, unknown, string][] = [
      ['live', null, 'bad_request'],
      ['live', 'x', 'bad_request'],
      ['live', { commandId: commandId(1), fence, command: { type: 'agent.become-admin' } }, 'bad_request'],
      ['live', { commandId: commandId(1), fence, command: available, userId: 'wang' }, 'bad_request'],
      ['live', { commandId: commandId(1), fence: fence + 1, command: available }, 'fenced'],
      ['paperwork', { commands: [] }, 'bad_request'],
      ['query', { name: 'user.passwords', params: {} }, 'bad_request'],
      ['query', { name: 'catalog', params: { padding: 'x'.repeat(LINK_LIMITS.frameBytes) } }, 'too_large'],
      ['lease', { fence: '1' }, 'bad_request'],
      ['resume', { epoch: null, cursor: 1.5 }, 'bad_request'],
      ['join', 'room-of-team-b', 'bad_request'],
    ]
    for (const [name, frame, code] of hostile) {
      expect(await ask(name, frame), `${name} ${JSON.stringify(frame)?.slice(0, 60)}`).toEqual(refused(code))
    }
    expect(await ask('query', { name: 'work.list', params: {} })).toEqual(refused('internal'))
    expect(central.asked).toEqual({ live: [], paperwork: [], queries: ['work.list'] })
  })

  it('that flood are refused, then hung up on, while another desk is served', async () => {
    const central = await openLink()
    const flooder = await connect(central)
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => flooder.ask('query', { name: 'catalog', params: {} })),
    )
    const allowed = answers.filter((answer) => answer.ok).length
    expect(allowed).toBeGreaterThanOrEqual(LINK_LIMITS.queriesPerSecond)
    expect(allowed).toBeLessThan(LINK_LIMITS.queriesPerSecond * 2)
    const gone = next(flooder.socket, 'disconnect')
    for (let count = 0; count < 2_000; count += 1) flooder.socket.emit('query', { name: 'catalog', params: {} })
    await gone
    const other = await connect(central, { deviceId: 'device-2' })
    expect(await other.ask('query', { name: 'catalog', params: {} })).toMatchObject({ ok: true })
  })

  it('larger than a week of paperwork close the socket', async () => {
    const central = await openLink()
    const { socket } = await connect(central)
    const gone = next(socket, 'disconnect')
    socket.emit('paperwork', { commands: 'x'.repeat(LINK_LIMITS.paperworkBytes + 10_000) })
    await gone
    expect(central.asked.paperwork).toEqual([])
  })
})
