import { z } from 'zod'
import { AgentState, NotReadyReason, RequestedState } from '#shared/protocol/agent-state.ts'
import { CallFacts, Leg, OfferFacts, TerminationCause, WrapUpFacts } from '#shared/protocol/call.ts'
import { LiveCommand } from '#shared/protocol/command/live.ts'
import { FieldChange, FollowUp, Paperwork, PaperworkBody, PhoneInput } from '#shared/protocol/command/paperwork.ts'
import { Resume, SignedInUser } from '#shared/protocol/envelope.ts'
import { ErrorCode, Refusal } from '#shared/protocol/error.ts'
import { Attachment, DeliveredEvent } from '#shared/protocol/event/delivered-event.ts'
import { DeskEvent } from '#shared/protocol/event/event.ts'
import { RecentCall, SearchHit } from '#shared/protocol/query/query.ts'
import { Snapshot } from '#shared/protocol/snapshot.ts'
import { Catalog, Label } from '#shared/protocol/view/catalog.ts'
import {
  Address,
  AttentionCard,
  CaseView,
  CustomerCard,
  CustomerProfile,
  CustomerSummary,
  DispositionView,
  FieldConflict,
  FileView,
  InteractionView,
  Money,
  NextBestAction,
  OpportunityView,
  OrderView,
  TaskView,
} from '#shared/protocol/view/customer.ts'
import { Floor } from '#shared/protocol/view/floor.ts'
import { CallerMatch, RingPicture } from '#shared/protocol/view/ring.ts'

/** Shapes that many messages share: the page shows them once, by name. */
export const namedShapes: Record<string, z.ZodType> = {
  ...{
    SignedInUser,
    Resume,
    Snapshot,
    DeliveredEvent,
    DeskEvent,
    LiveCommand,
    Paperwork,
    PaperworkBody,
  },
  ...{ AgentState, RequestedState, NotReadyReason, CallFacts, Leg, OfferFacts, WrapUpFacts, TerminationCause },
  ...{ RingPicture, CallerMatch, CustomerCard, CustomerProfile, CustomerSummary, InteractionView, DispositionView },
  ...{ OrderView, CaseView, OpportunityView, TaskView, FileView, FieldConflict, AttentionCard, NextBestAction },
  ...{ FieldChange, FollowUp, PhoneInput, Address, Money, RecentCall, SearchHit, Catalog, Label, Floor },
  ...{ Attachment, Refusal, ErrorCode },
}

/** Given to zod so that it refers to them instead of repeating them. */
export const shapeNames = z.registry<{ id: string }>()
for (const [id, schema] of Object.entries(namedShapes)) shapeNames.add(schema, { id })
