import { wallClock } from '#main/clock.ts'
import { createInbox } from '#main/link/inbox.ts'
import type { OpenLine } from '#main/link/line.ts'
import { createLink } from '#main/link/link.ts'
import type { Link } from '#main/link/link-ports.ts'
import { createSocketLines } from '#main/link/socket-line.ts'
import { secureRandom } from '#main/random.ts'
import { makeEmptyProjection } from '#shared/domain/desk/empty-projection.ts'
import { createIdSource } from '#shared/domain/id-source.ts'
import { DeviceId } from '#shared/protocol/ids.ts'

/** What one desk did with its line, at which moment (`performance.now`). */
export type LineMoments = { asked: number[]; welcomed: number[] }

/** The product's own link, back-off and inbox without a store below: hundreds of them fit into one process. */
export function startLightDesk(centralUrl: string, token: string): { link: Link; moments: LineMoments } {
  const newId = createIdSource(wallClock, secureRandom)
  const deviceId = DeviceId.parse(newId())
  const moments: LineMoments = { asked: [], welcomed: [] }
  const inbox = createInbox(makeEmptyProjection(0), { told() {}, kept() {}, replaced() {} })
  const lines = createSocketLines(centralUrl, wallClock)
  const counted: OpenLine = (hello, listener) => {
    moments.asked.push(performance.now())
    return lines(hello, {
      ...listener,
      frame(name, body) {
        if (name === 'welcome') moments.welcomed.push(performance.now())
        listener.frame(name, body)
      },
    })
  }
  let fence: number | null = null
  let lineId: string | null = null
  const link = createLink(
    counted,
    token,
    { clock: wallClock, random: secureRandom, takeOver: true },
    {
      hello: () => ({ deviceId, lastLine: lineId, ...inbox.cursor(), highestN: 0, catalogRevision: 1 }),
      fence: () => fence,
      keepFence(next) {
        fence = next
      },
      keepLine(next) {
        lineId = next
      },
      take: inbox.take,
      resume: inbox.resume,
      horizon() {},
      revoked() {},
      catalog() {},
      floor() {},
      becomeNewDevice() {
        throw new Error('a light desk writes nothing: it cannot be a copy')
      },
      attach() {},
      detach() {},
      status() {},
      clockRead() {},
      newId,
    },
  )
  link.start()
  return { link, moments }
}
