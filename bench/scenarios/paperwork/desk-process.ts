import pino from 'pino'
import { serveRequests } from '#bench/lib/bench-process.ts'
import { wallClock } from '#main/clock.ts'
import { openDesk } from '#main/desk.ts'
import { createSocketLines } from '#main/link/socket-line.ts'
import { secureRandom } from '#main/random.ts'
import { signIn } from '#main/sign-in.ts'
import { createMemoryKeys } from '#test/support/open-test-desk.ts'
import { makeCommands } from './make-commands.ts'
import type { DeskRequests } from './requests.ts'
import { createSwitch } from './switched-lines.ts'

/** One agent's real desk: its file, its outbox, its link. Only the line has a switch. */
const { BENCH_DESK_DIR: dataDir, BENCH_CENTRAL_URL: centralUrl } = process.env
if (!dataDir || !centralUrl) throw new Error('BENCH_DESK_DIR or BENCH_CENTRAL_URL is missing')
const log = pino({ level: 'warn', base: null }, pino.destination({ fd: 2, sync: true }))
const session = await signIn(centralUrl, { login: 'mei', password: 'ringdesk-demo' })
if (!session.ok) throw new Error(session.refusal.code)
const { token, user } = session.value
const lines = createSwitch(createSocketLines(centralUrl, wallClock))
const opened = await openDesk({
  ...{ dataDir, storeKeys: createMemoryKeys(), centralUrl, token, user, log, takeOver: true },
  ...{ clock: wallClock, random: secureRandom, openLine: lines.openLine },
})
if (!opened.ok) throw new Error(opened.refusal.code)
const desk = opened.value
const interactions = (process.env.BENCH_INTERACTIONS ?? '').split(',')

async function fill({ count, round }: DeskRequests['fill']['ask']): Promise<null> {
  lines.cut()
  for (const bodies of makeCommands(interactions, count, round)) {
    const answer = await desk.send({ kind: 'paperwork', bodies, dropDraft: null })
    if (!answer.ok) throw new Error(answer.refusal.code)
  }
  return null
}

/** Notices come after the commit that books an answer, so the last one is the end of the way. */
async function drain(): Promise<DeskRequests['drain']['answer']> {
  const started = lines.firstPush()
  const finished = new Promise<number>((resolve, reject) => {
    const stop = desk.onNotice((notice) => {
      if (notice.kind !== 'sync') return
      if (notice.sync.rejected > 0) reject(new Error('central rejected a command'))
      if (notice.sync.waiting > 0) return
      stop()
      resolve(performance.now())
    })
  })
  lines.mend()
  desk.renew(token)
  return { ms: -(await started) + (await finished) }
}

serveRequests({ fill, drain }, () => desk.stop())
