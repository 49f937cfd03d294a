import type { z } from 'zod'
import { LiveCommand } from './command/live.ts'
import { PaperworkBody } from './command/paperwork.ts'
import {
  centralFrames,
  deskFrames,
  Hello,
  LeaseAnswer,
  LiveAnswer,
  PaperworkFrameAnswer,
  QueryFrameAnswer,
  ResumeAnswer,
} from './envelope.ts'
import { ErrorCode, Refusal } from './error.ts'
import { Attachment } from './event/delivered-event.ts'
import { DeskEvent } from './event/event.ts'
import { queries } from './query/query.ts'

/** Every message between desk and central, in the order a reader meets them. The version guards exactly these. */
export const wire: { title: string; intro: string; messages: Record<string, z.ZodType> }[] = [
  {
    title: 'Handshake',
    intro: "Sent in socket.io's `auth`. A refusal arrives as `connect_error` whose `data` is a `Refusal`.",
    messages: { Hello },
  },
  {
    title: 'Desk to central',
    intro: 'Every frame takes an acknowledgement; a frame without one is dropped.',
    messages: {
      live: deskFrames.live,
      'live answer': LiveAnswer,
      paperwork: deskFrames.paperwork,
      'paperwork answer': PaperworkFrameAnswer,
      query: deskFrames.query,
      'query answer': QueryFrameAnswer,
      lease: deskFrames.lease,
      'lease answer': LeaseAnswer,
      resume: deskFrames.resume,
      'resume answer': ResumeAnswer,
    },
  },
  { title: 'Central to desk', intro: 'The first frame is `welcome`.', messages: { ...centralFrames } },
  {
    title: 'Events',
    intro:
      'Facts about one agent, numbered without gaps. They hold ids and call facts; customer data is in `Attachment`.',
    messages: { ...named(DeskEvent.options), Attachment },
  },
  {
    title: 'Live commands',
    intro: 'Never queued. The acknowledgement is not the change: the change comes back as an event.',
    messages: named(LiveCommand.options),
  },
  {
    title: 'Paperwork',
    intro: 'Durable on the desk first, applied at central exactly once by `commandId` and by device and `n`.',
    messages: named(PaperworkBody.options),
  },
  {
    title: 'Queries',
    intro: 'Parameters and results of the `query` frame.',
    messages: Object.fromEntries(
      Object.entries(queries).flatMap(([name, query]) => [
        [name, query.params],
        [`${name} result`, query.result],
      ]),
    ),
  },
  { title: 'Refusals', intro: 'Every way of saying no; the list is closed.', messages: { Refusal, ErrorCode } },
]

type Option = z.ZodType & { shape: { type: z.ZodLiteral<string> } }

function named(options: readonly Option[]): Record<string, z.ZodType> {
  return Object.fromEntries(options.map((option) => [option.shape.type.value, option]))
}
