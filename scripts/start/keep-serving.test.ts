import { describe, expect, it, vi } from 'vitest'
import { keepServing } from './keep-serving.ts'
import { type Service, ServiceFailed } from './start-service.ts'

/** A service without a process: `serve` and `end` do what it would do by itself. */
function makeService() {
  const ready = Promise.withResolvers<Awaited<Service['ready']>>()
  const ended = Promise.withResolvers<string>()
  // most tests never wait for it, and Node ends a process for a rejection that nobody heard; who waits still gets it
  ready.promise.catch(() => undefined)
  const end = (sentence = 'It fell.') => {
    ready.reject(new ServiceFailed(sentence))
    ended.resolve(sentence)
  }
  const service: Service = {
    needed: true,
    ready: ready.promise,
    ended: ended.promise,
    stop: async () => end('It was stopped.'),
  }
  return { service, serve: () => ready.resolve({ kind: 'ready', url: 'http://127.0.0.1:1' }), end }
}

function keep(isServed = async () => false) {
  const started: ReturnType<typeof makeService>[] = []
  const said: string[] = []
  const kept = keepServing({
    name: 'The service',
    start: () => {
      const made = makeService()
      started.push(made)
      return made.service
    },
    isServed,
    say: (line) => said.push(line),
    waitMs: 1,
  })
  return { kept, started, said }
}

/** Until everything that waits for a promise has gone on. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('a kept service', () => {
  it('is started again after it ended by itself, and says so', async () => {
    const { started, said } = keep()
    started[0]?.serve()
    started[0]?.end('It ended by SIGKILL.')
    await vi.waitFor(() => expect(started).toHaveLength(2))
    started[1]?.serve()
    await vi.waitFor(() => expect(said.at(-1)).toBe('The service is back.'))
    expect(said[0]).toMatch(/^It ended by SIGKILL\. It is started again in/)
  })

  it('ends with its sentence when it never served', async () => {
    const { kept, started } = keep()
    started[0]?.end('The port is taken.')
    expect(await kept.ended).toBe('The port is taken.')
    expect(started).toHaveLength(1)
  })

  it('gives up when it cannot be brought back', async () => {
    const { kept, started } = keep()
    started[0]?.serve()
    started[0]?.end()
    for (let start = 1; start <= 5; start += 1) {
      await vi.waitFor(() => expect(started).toHaveLength(start + 1))
      started[start]?.end(`No ${start}.`)
    }
    expect(await kept.ended).toBe('No 5.')
  })

  it('leaves its place to one started by hand, until that one is gone', async () => {
    let served = true
    const asked = vi.fn(async () => served)
    const { started } = keep(asked)
    started[0]?.serve()
    started[0]?.end()
    await vi.waitFor(() => expect(asked.mock.calls.length).toBeGreaterThan(2))
    expect(started).toHaveLength(1)
    served = false
    await vi.waitFor(() => expect(started).toHaveLength(2))
  })

  it('rests from one toggle to the next', async () => {
    const { kept, started, said } = keep()
    started[0]?.serve()
    await settle()
    kept.toggle()
    await vi.waitFor(() => expect(said).toEqual(['The service is stopped; Enter starts it again.']))
    expect(started).toHaveLength(1)
    kept.toggle()
    await vi.waitFor(() => expect(started).toHaveLength(2))
  })

  it('is not started again once it was told to stop, whatever it was doing', async () => {
    const { kept, started } = keep()
    started[0]?.serve()
    await settle()
    await kept.stop()
    await kept.ended
    expect(started).toHaveLength(1)
  })
})
