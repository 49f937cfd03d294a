import { z } from 'zod'
import { AgentStateChanged } from './agent-state-changed.ts'
import { CallAnswered } from './call-answered.ts'
import { CallDialed } from './call-dialed.ts'
import { CallEnded } from './call-ended.ts'
import { CallLeft } from './call-left.ts'
import { CallOffered } from './call-offered.ts'
import { ConflictFound } from './conflict-found.ts'
import { ConsultChanged } from './consult-changed.ts'
import { InteractionLinked } from './interaction-linked.ts'
import { LegChanged } from './leg-changed.ts'
import { MonitorChanged } from './monitor-changed.ts'
import { OfferEnded } from './offer-ended.ts'
import { RecordingChanged } from './recording-changed.ts'
import { TaskChanged } from './task-changed.ts'
import { WrapUpExtended } from './wrap-up-extended.ts'
import { WrapUpFinished } from './wrap-up-finished.ts'
import { WrapUpStarted } from './wrap-up-started.ts'

/** A fact about one agent, past tense. Holds ids and call facts only: no customer data ever enters the log. */
export const DeskEvent = z.discriminatedUnion('type', [
  AgentStateChanged,
  CallOffered,
  OfferEnded,
  CallAnswered,
  CallDialed,
  LegChanged,
  ConsultChanged,
  MonitorChanged,
  RecordingChanged,
  CallLeft,
  CallEnded,
  WrapUpStarted,
  WrapUpExtended,
  WrapUpFinished,
  InteractionLinked,
  TaskChanged,
  ConflictFound,
])
export type DeskEvent = z.infer<typeof DeskEvent>
