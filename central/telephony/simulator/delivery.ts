import type { LineEvent, LineSink } from '#central/telephony/adapter.ts'
import type { Clock } from '#shared/domain/clock.ts'
import type { Random } from '#shared/domain/random.ts'
import type { LineFaults } from './caller.ts'

export type Delivery = {
  open(sink: LineSink): void
  close(): void
  send(event: LineEvent): void
  /** resolves when everything sent has been taken in, late events aside */
  idle(): Promise<void>
}

/**
 * The way from the line to central: in order, one at a time, as a provider's event socket does. While nobody
 * listens, events are lost, as they are on a real line. Faults make it worse on purpose.
 */
export function createDelivery(parts: {
  clock: Clock
  random: Random
  faults: LineFaults
  onError(error: unknown): void
}): Delivery {
  let sink: LineSink | null = null
  let tail: Promise<void> = Promise.resolve()

  function deliver(event: LineEvent): void {
    const target = sink
    if (!target) return
    tail = tail.then(() => target(event)).catch(parts.onError)
  }

  return {
    open(next) {
      sink = next
    },
    close() {
      sink = null
    },
    send(event) {
      const { faults, random, clock } = parts
      if (random.next() < faults.swallowed) return
      if (random.next() < faults.late) {
        clock.schedule(random.next() * faults.lateByMs, () => deliver(event))
      } else {
        deliver(event)
      }
      if (random.next() < faults.doubled) {
        clock.schedule(random.next() * faults.lateByMs, () => deliver(event))
      }
    },
    async idle() {
      let seen: Promise<void> | null = null
      while (seen !== tail) {
        seen = tail
        await tail
      }
    },
  }
}
