import { doubtSilence } from '#main/link/doubt-silence.ts'
import { createInbox } from '#main/link/inbox.ts'
import { type Knock, knockAnew } from '#main/link/knock-anew.ts'
import type { OpenLine } from '#main/link/line.ts'
import { createLink } from '#main/link/link.ts'
import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import { createSeededRandom } from '#shared/domain/seeded-random.ts'
import type { VirtualClock } from '#shared/domain/virtual-clock.ts'
import { LINK_LIMITS, type Welcome } from '#shared/protocol/envelope.ts'
import { DeviceId, UserId } from '#shared/protocol/ids.ts'
import { PROTOCOL_VERSION } from '#shared/protocol/version.ts'

/** One way over the network and back. */
const WAY_MS = 20

type Wire = { swallows: boolean }

/**
 * The desk's link with the product's own pacing over a simulated wire. While `isDead` everything on it and everything
 * sent into it is swallowed, and stays so when the wire is whole again: half-open, as after a cable was pulled.
 */
export function createDeskOnDeadLine(clock: VirtualClock, seed: number) {
  const random = createSeededRandom(seed)
  const wires = new Set<Wire>()
  let isDead = false
  let knocks = 0
  let wireInUse: Wire | null = null

  const knock: Knock<Wire> = (done) => {
    knocks += 1
    const wire = { swallows: isDead }
    wires.add(wire)
    const cancel = clock.schedule(2 * WAY_MS, () => {
      if (!wire.swallows) done(wire)
    })
    return () => {
      cancel()
      wires.delete(wire)
    }
  }

  const openLine: OpenLine = (_hello, listener) => {
    let wire: Wire | null = null
    let over = false
    let endWatch = () => {}
    const giveUp = knockAnew(knock, clock, { open: sayHello, failed: end })

    function end(): void {
      if (over) return
      close()
      listener.closed(null)
    }
    function close(): void {
      over = true
      giveUp()
      endWatch()
    }
    /** after there and back, unless the wire died meanwhile */
    function exchange<T>(answer: () => T, take: (answer: T) => void): void {
      clock.schedule(2 * WAY_MS, () => {
        if (!over && wire && !wire.swallows) take(answer())
      })
    }
    function sayHello(opened: Wire): void {
      wire = opened
      endWatch = doubtSilence(
        {
          listen: (heard) => ping(opened, heard),
          probe: (on) => knockAnew(knock, clock, on),
        },
        clock,
        end,
      )
      exchange(makeWelcome, (welcome) => {
        wireInUse = opened
        listener.frame('welcome', welcome)
      })
    }
    return {
      request: (name) =>
        new Promise((resolve) => {
          if (name === 'lease') exchange(makeLease, resolve)
        }),
      close,
    }
  }

  function ping(wire: Wire, heard: () => void): () => void {
    let cancel = clock.schedule(LINK_LIMITS.pingMs, beat)
    function beat(): void {
      if (!wire.swallows) heard()
      cancel = clock.schedule(LINK_LIMITS.pingMs, beat)
    }
    return () => cancel()
  }

  const makeLease = () => ({ ok: true, expiresAt: clock.now() + LINK_LIMITS.leaseMs, serverTime: clock.now(), seq: 0 })
  const makeWelcome = (): Welcome => ({
    ...{ protocol: PROTOCOL_VERSION, serverTime: clock.now(), fence: 1, fenced: false, deviceIsCopy: false },
    ...{ lineId: 'line', resume: { kind: 'events', epoch: 'epoch', events: [] }, catalog: null, backupHorizonMs: 0 },
    user: { userId: UserId.parse('lin'), name: 'Lin', role: 'agent', teamName: null },
  })

  const inbox = createInbox({ ...makeEmptyProjection(0), epoch: 'epoch' }, { told() {}, kept() {}, replaced() {} })
  const link = createLink(
    openLine,
    'token',
    { clock, random, takeOver: true },
    {
      hello: () => ({
        ...{ deviceId: DeviceId.parse('desk'), lastLine: null, highestN: 0, catalogRevision: 1 },
        ...inbox.cursor(),
      }),
      ...{ fence: () => 1, take: inbox.take, resume: inbox.resume, newId: () => 'id' },
      ...{ keepFence() {}, keepLine() {}, horizon() {}, catalog() {}, floor() {}, becomeNewDevice() {} },
      ...{ attach() {}, detach() {}, status() {}, revoked() {}, clockRead() {} },
    },
  )
  return {
    link,
    cut(): void {
      isDead = true
      for (const wire of wires) wire.swallows = true
    },
    mend(): void {
      isDead = false
    },
    /** online, over a wire that carries */
    isRight: () => link.status().kind === 'online' && wireInUse?.swallows === false,
    knocks: () => knocks,
  }
}
