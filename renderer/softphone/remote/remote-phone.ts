import type { Clock } from '#shared/domain/clock.ts'
import type { MediaNews } from '#shared/protocol/media-port.ts'
import type { RealCredentials } from '../load-softphone.ts'
import type { Softphone, SoftphoneParts } from '../port.ts'
import type { testMicrophone } from '../test-microphone.ts'
import { askMedia } from './ask-media.ts'
import type { MediaLink } from './media-link.ts'

const readMs = 1_000
/** A microphone is listened to for three seconds, and opening one takes its time. */
const testMs = 8_000

/**
 * The telephone in another window: it goes on when this page is loaded anew, and is found as it stands. A media window
 * that lost it is given it again.
 */
export function startRemotePhone(
  given: { credentials: RealCredentials; userId: string; media: MediaLink },
  parts: SoftphoneParts,
): Softphone {
  const { media, userId } = given
  const { clock, tell } = parts
  let { credentials } = given
  let { devices } = parts
  let stopped = false
  const start = () => media.order({ kind: 'start', userId, credentials, devices })

  async function admit(invite: Extract<MediaNews, { kind: 'invite' }>): Promise<void> {
    const { inviteId, offerId, legId } = invite
    const mine = await parts.admit({ offerId, legId })
    if (!stopped) media.order({ kind: 'admit', inviteId, mine })
  }
  function hear(news: MediaNews): void {
    // the answer to somebody's question
    if ('askId' in news) return
    if (news.kind === 'invite') void admit(news)
    else if (news.kind === 'empty') {
      tell({ kind: 'audio', audio: 'none' })
      tell({ kind: 'connection', connection: 'lost' })
      start()
    } else tell(news)
  }
  const stopHearing = media.onNews(hear)
  start()

  return {
    renew(secret) {
      credentials =
        credentials.kind === 'sip-ws' ? { ...credentials, password: secret } : { ...credentials, token: secret }
      media.order({ kind: 'renew', secret })
    },
    async use(next) {
      devices = next
      media.order({ kind: 'use', devices })
    },
    release: () => media.order({ kind: 'release' }),
    async read() {
      const ask = { media, clock, timeoutMs: readMs }
      return (await askMedia(ask, 'reading', (askId) => ({ kind: 'read', askId })))?.reading ?? null
    },
    stop() {
      stopped = true
      stopHearing()
      media.order({ kind: 'stop' })
    },
  }
}

/** The test of a microphone that only the media window may open. One that does not answer counts as silent. */
export async function testRemotely(
  media: MediaLink,
  microphone: string,
  clock: Clock,
): ReturnType<typeof testMicrophone> {
  const ask = { media, clock, timeoutMs: testMs }
  const tested = await askMedia(ask, 'tested', (askId) => ({ kind: 'test', askId, microphone }))
  return tested === null ? 'silent' : tested.problem
}
