import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Exchange } from './exchange.ts'
import { CreateRecording, ListRecordings, UpdateRecording } from './forms.ts'
import { type Call, describeTime } from './model.ts'
import { page, Refusal, readForm, readParam, readQuery } from './read-request.ts'
import type { Recording } from './recordings.ts'

/** Recordings of calls over REST, and their sound. */
export function addRecordingRoutes(
  app: FastifyInstance,
  parts: { root: string; accountSid: string; exchange: Exchange; findCall(request: FastifyRequest): Call },
): void {
  const { root, exchange, findCall } = parts
  const { recordings } = exchange
  const notFound = () => new Refusal(404, 20404, 'The requested resource was not found')
  const describe = (recording: Recording) => ({
    ...{ sid: recording.sid, account_sid: parts.accountSid, call_sid: recording.callSid, status: recording.status },
    ...{ channels: recording.source === 'RecordVerb' ? 1 : 2, source: recording.source },
    start_time: describeTime(recording.startedAt),
    duration: recording.endedAt === null ? null : String(recordings.secondsOf(recording)),
  })

  app.post(`${root}/Calls/:sid(^\\w+)/Recordings.json`, async (request, reply) => {
    const call = findCall(request)
    const form = readForm(request, CreateRecording)
    if (call.status !== 'in-progress') throw new Refusal(400, 21220, 'the call is not in progress')
    const { RecordingStatusCallback: url, RecordingStatusCallbackEvent: events = ['completed'] } = form
    const recording = recordings.begin(call.sid, url === undefined ? null : { url, events })
    return reply.code(201).send(describe(recording))
  })
  app.get(`${root}/Calls/:sid(^\\w+)/Recordings.json`, async (request) => {
    const call = findCall(request)
    const query = readQuery(request, ListRecordings)
    const found = recordings.all.filter(({ callSid }) => callSid === call.sid).toReversed()
    return page(request, 'recordings', found.map(describe), query)
  })
  app.post(`${root}/Calls/:sid(^\\w+)/Recordings/:name(^[\\w.]+).json`, async (request) => {
    const call = findCall(request)
    const form = readForm(request, UpdateRecording)
    const recording = recordings.find(call.sid, readParam(request, 'name'))
    if (!recording) throw notFound()
    if (recording.endedAt !== null) throw new Refusal(400, 21220, 'the recording is over')
    recordings.change(recording, form.Status)
    return describe(recording)
  })
  app.delete(`${root}/Recordings/:name(^\\w+).json`, async (request, reply) => {
    if (!recordings.forget(readParam(request, 'name'))) throw notFound()
    return reply.code(204).send()
  })
  app.get(`${root}/Recordings/:name(^\\w+).wav`, async (request, reply) => {
    const name = readParam(request, 'name')
    const recording = recordings.all.find(({ sid, status }) => sid === name && status === 'completed')
    if (!recording) throw notFound()
    return reply.type('audio/x-wav').send(recordings.sound(recording))
  })
}
