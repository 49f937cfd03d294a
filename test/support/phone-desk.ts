import { SignedInUser } from '#shared/protocol/envelope.ts'
import { makeStorySnapshot } from './console-story.ts'
import { fakeShell, makeFakeDesk } from './fake-desk.ts'
import { createTestClock } from './virtual-clock.ts'

const startAt = Date.UTC(2026, 10, 22, 10, 24)

export const sipCredentials = {
  kind: 'sip-ws' as const,
  url: 'wss://pbx.example/ws',
  user: 'sofia',
  password: 'a-secret-of-the-line',
  domain: 'pbx.example',
  expiresAt: startAt + 3_600_000,
  iceServers: [],
}

/** A desk of somebody not ready, on a clock of its own, whose line answers `credentials`. */
export function makePhoneDesk(credentials: () => unknown) {
  const clock = createTestClock(startAt)
  const snapshot = makeStorySnapshot(startAt)
  snapshot.projection.state = { kind: 'not_ready', since: startAt, reason: 'signed_in' }
  const asked: string[] = []
  const desk = makeFakeDesk({
    snapshot,
    now: clock.now,
    answers: {
      'phone.credentials': () => {
        asked.push('phone.credentials')
        return credentials()
      },
    },
  })
  return {
    ...{ desk, clock, asked, shell: fakeShell, user: SignedInUser.parse(snapshot.user) },
    /** the live commands that were sent */
    live: () => desk.sent.flatMap((command) => (command.kind === 'live' ? [command.command] : [])),
  }
}
