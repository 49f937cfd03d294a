import type { FastifyBaseLogger, FastifyPluginAsync } from 'fastify'
import type { SessionUser } from '#central/auth/sessions.ts'
import type { FlowContext } from '#central/flows/flow-context.ts'
import type { Metrics } from '#central/metrics.ts'
import type { RecordingStore } from '#central/recordings/recording-store.ts'
import type { RequestedState } from '#shared/protocol/agent-state.ts'
import type { Paperwork } from '#shared/protocol/command/paperwork.ts'
import type { PaperworkAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import type { Outcome } from '#shared/protocol/error.ts'
import type { DeviceId, UserId } from '#shared/protocol/ids.ts'
import type { QueryName } from '#shared/protocol/query/query.ts'
import type { DemoLogIn } from './routes/demo.ts'
import type { SimulatorControl } from './routes/simulator.ts'

/** What the HTTP side is given: the flows and readings behind its routes. */
export type HttpParts = {
  context: FlowContext
  masterKey: Uint8Array
  metrics: Metrics
  log: FastifyBaseLogger
  version: string
  allowedOrigins: readonly string[]
  behindProxy: boolean
  /** how far behind the event loop may be before requests are told to come back; 0: never, for tests on busy machines */
  maxLoopDelayMs?: number
  /** how long a whole request may take to arrive */
  requestTimeoutMs?: number
  /** false while starting and stopping */
  isReady(): boolean
  answerQuery: AnswerQuery
  applyPaperwork(batch: PaperworkBatch): Promise<PaperworkAnswer[]>
  setAgentState(userId: UserId, state: RequestedState): Promise<Outcome<unknown>>
  recordings: RecordingStore
  /** only in the demo */
  simulator: SimulatorControl | null
  /** null on a real site */
  demoLogIns: readonly DemoLogIn[] | null
  /** webhooks of a telephony provider, mounted below /telephony/NAME */
  vendors: readonly { name: string; routes: FastifyPluginAsync }[]
}

/** Parses, checks rights, reads. */
type AnswerQuery = (user: SessionUser, name: QueryName, params: unknown) => Promise<Outcome<unknown>>

type PaperworkBatch = { userId: UserId; deviceId: DeviceId; commands: readonly Paperwork[] }
