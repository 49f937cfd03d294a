import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { describeConference, describeParticipant } from './describe-resources.ts'
import type { Exchange } from './exchange.ts'
import { CreateParticipant, ListConferences, ListParticipants, UpdateParticipant } from './forms.ts'
import type { Call, Conference } from './model.ts'
import type { PostOffice } from './post-office.ts'
import { page, Refusal, readForm, readParam, readQuery } from './read-request.ts'

/** Conferences and their participants over REST: those who are there, and those who are called into it. */
export function addConferenceRoutes(
  app: FastifyInstance,
  parts: {
    root: string
    accountSid: string
    exchange: Exchange
    office: PostOffice
    owns(number: string): boolean
    onDialled(call: Call, ringMs: number): void
  },
): void {
  const { root, accountSid, exchange, office } = parts
  const { conferences } = exchange
  const notFound = () => new Refusal(404, 20404, 'The requested resource was not found')
  const findRoom = (request: FastifyRequest): Conference => {
    const room = conferences.findBySid(readParam(request, 'room'))
    if (!room) throw notFound()
    return room
  }
  const findParticipant = (request: FastifyRequest) => {
    const room = findRoom(request)
    const name = readParam(request, 'name')
    const participant = conferences.findParticipant(room, name) ?? null
    const call = participant?.call ?? conferences.findExpected(room, name)
    if (!call) throw notFound()
    return { room, participant, call }
  }

  app.get(`${root}/Conferences.json`, async (request) => {
    const query = readQuery(request, ListConferences)
    const found = conferences.all
      .filter(({ name }) => query.FriendlyName === undefined || name === query.FriendlyName)
      .filter(({ status }) => query.Status === undefined || status === query.Status)
      .toReversed()
    return page(
      request,
      'conferences',
      found.map((room) => describeConference(accountSid, room)),
      query,
    )
  })
  app.get(`${root}/Conferences/:room(^\\w+).json`, async (request) => describeConference(accountSid, findRoom(request)))

  app.get(`${root}/Conferences/:room/Participants.json`, async (request) => {
    const room = findRoom(request)
    const query = readQuery(request, ListParticipants)
    const there = [...room.participants.values()].map((one) => describeParticipant(accountSid, room, one.call, one))
    const called = [...room.expected.values()].map((call) => describeParticipant(accountSid, room, call, null))
    return page(request, 'participants', [...there, ...called], query)
  })
  app.post(`${root}/Conferences/:room/Participants.json`, async (request, reply) => {
    const form = readForm(request, CreateParticipant)
    if (!parts.owns(form.From)) throw new Refusal(400, 21210, 'the source number is not of this account')
    const name = readParam(request, 'room')
    const room = conferences.findBySid(name) ?? conferences.open(name)
    const call = exchange.addCall({ ...readCall(form), joins: { conference: room, attributes: readAttributes(form) } })
    room.expected.set(form.Label ?? call.sid, call)
    parts.onDialled(call, (form.Timeout ?? 60) * 1000)
    const participant = room.participants.get(call.sid) ?? null
    return reply.code(201).send(describeParticipant(accountSid, room, call, participant))
  })
  app.get(`${root}/Conferences/:room/Participants/:name(^[\\w-]+).json`, async (request) => {
    const { room, participant, call } = findParticipant(request)
    return describeParticipant(accountSid, room, call, participant)
  })
  app.post(`${root}/Conferences/:room/Participants/:name(^[\\w-]+).json`, async (request) => {
    const { room, participant, call } = findParticipant(request)
    const form = readForm(request, UpdateParticipant)
    if (!participant) throw new Refusal(400, 21220, 'the participant is not connected')
    const coaches = readCoached(room, call, form)
    conferences.change(room, participant, {
      ...(coaches === undefined ? {} : { coaches }),
      ...(form.Hold === undefined ? {} : { hold: form.Hold }),
      ...(form.Muted === undefined ? {} : { muted: form.Muted }),
      ...(form.EndConferenceOnExit === undefined ? {} : { endsConference: form.EndConferenceOnExit }),
    })
    if (form.Hold) void office.track(exchange.listen(call, form.HoldUrl))
    if (form.AnnounceUrl) void office.track(exchange.listen(call, form.AnnounceUrl))
    return describeParticipant(accountSid, room, call, participant)
  })
}

/** Whom the participant speaks to alone: somebody else who is there. Undefined: nothing was said of it. */
function readCoached(
  room: Conference,
  call: Call,
  { Coaching, CallSidToCoach }: z.output<typeof UpdateParticipant>,
): string | null | undefined {
  if (Coaching === undefined) return undefined
  if (!Coaching) return null
  const coached = CallSidToCoach === undefined ? undefined : room.participants.get(CallSidToCoach)
  if (!coached || coached.call === call) throw new Refusal(400, 20001, 'CallSidToCoach is nobody in this conference')
  return coached.call.sid
}

type CreateForm = z.output<typeof CreateParticipant>

function readCall(form: CreateForm) {
  const [to = '', parameters] = form.To.split('?')
  return {
    direction: 'outbound-api' as const,
    from: form.From,
    to,
    status: 'queued' as const,
    callback: form.StatusCallback
      ? { url: form.StatusCallback, events: form.StatusCallbackEvent ?? (['completed'] as const) }
      : null,
    judges: form.MachineDetection === undefined ? null : (form.AmdStatusCallback ?? null),
    customParameters: Object.fromEntries(new URLSearchParams(parameters)),
  }
}

/** The same words that the TwiML of a conference has. */
function readAttributes(form: CreateForm): Record<string, string> {
  const attributes = {
    participantLabel: form.Label,
    muted: String(form.Muted ?? false),
    startConferenceOnEnter: String(form.StartConferenceOnEnter ?? true),
    endConferenceOnExit: String(form.EndConferenceOnExit ?? false),
    waitUrl: form.WaitUrl,
    statusCallback: form.ConferenceStatusCallback,
    statusCallbackEvent: form.ConferenceStatusCallbackEvent?.join(' ') ?? 'start end',
  }
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
