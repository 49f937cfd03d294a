import twilio from 'twilio'
import type { CallId, LegId, RecordingId } from '#shared/protocol/ids.ts'
import { conferenceEvents } from './conference-events.ts'
import type { AgentLanguage } from './config.ts'
import type { TwilioLeg } from './twilio-legs.ts'
import type { WebhookUrls } from './webhook-urls.ts'

const { VoiceResponse } = twilio.twiml
const WAITING_QUEUE = 'ringdesk-waiting'
const WAITING_LIMIT = 5_000
const CONFIRM_TIMEOUT_S = 8
const RETRY_PAUSE_S = 2
const SILENCE_S = 600

const voices = { en: 'en-US', 'zh-CN': 'cmn-CN', 'zh-TW': 'cmn-TW' } as const
const confirmPrompts: Record<AgentLanguage, string> = {
  en: 'A customer is waiting. Press 1 to take the call.',
  'zh-CN': '有客户来电，请按 1 接听。',
  'zh-TW': '有客戶來電，請按 1 接聽。',
}

/** A caller who says nothing for so long has said everything. */
const SILENT_S = 5

export type Message = { callId: CallId; recordingId: RecordingId; maxMs: number }

/** Text to be spoken; a language without a voice is spoken in English. */
export type Speech = { text: string; language: string }

/** The caller waits with music, and stays there whatever happens to us. */
export function waitInQueue(urls: WebhookUrls): string {
  return addQueue(new VoiceResponse(), urls).toString()
}

/** A message, then back to waiting. */
export function sayAndWait(urls: WebhookUrls, speech: Speech): string {
  return addQueue(addSpeech(new VoiceResponse(), speech), urls).toString()
}

export function sayAndHangUp(speech: Speech): string {
  const response = addSpeech(new VoiceResponse(), speech)
  response.hangup()
  return response.toString()
}

/** The words, a beep, and what is then said; nothing of it is kept when nobody speaks. */
export function takeMessage(urls: WebhookUrls, speech: Speech, message: Message): string {
  const response = addSpeech(new VoiceResponse(), speech)
  response.record({
    ...{ action: urls.hangUp, method: 'POST', playBeep: true, trim: 'do-not-trim', finishOnKey: '#' },
    ...{ timeout: SILENT_S, maxLength: Math.ceil(message.maxMs / 1_000) },
    recordingStatusCallback: urls.recording(message.callId, message.recordingId),
    recordingStatusCallbackEvent: ['in-progress', 'completed', 'absent'],
  })
  response.hangup()
  return response.toString()
}

/** A message into a running conference, heard by one participant. */
export function sayOnly(speech: Speech): string {
  return addSpeech(new VoiceResponse(), speech).toString()
}

/** A sound without an end: nobody is asked for more of it. */
export function playForever(url: string): string {
  const response = new VoiceResponse()
  response.play({ loop: 0 }, url)
  return response.toString()
}

/** Nothing to hear, asked for again every ten minutes. */
export function keepSilent(): string {
  const response = new VoiceResponse()
  response.pause({ length: SILENCE_S })
  return response.toString()
}

/** Key tones into a running conference, heard by one participant. */
export function playDigits(digits: string): string {
  const response = new VoiceResponse()
  response.play({ digits })
  return response.toString()
}

/** Twilio could not queue the caller: a short pause, and the call arrives again. */
export function tryAgain(urls: WebhookUrls): string {
  const response = new VoiceResponse()
  response.pause({ length: RETRY_PAUSE_S })
  response.redirect({ method: 'POST' }, urls.voice)
  return response.toString()
}

/** The customer enters the call's conference; whatever ends it, the customer waits again and is not cut off. */
export function joinAsCustomer(urls: WebhookUrls, leg: { callId: CallId; legId: LegId }): string {
  const response = new VoiceResponse()
  addConference(response, urls, leg, urls.wait)
  return addQueue(response, urls).toString()
}

/** Another party enters the call's conference, in silence until the customer is there; a supervisor unheard. */
export function joinAsParty(urls: WebhookUrls, leg: { callId: CallId; legId: LegId; role: TwilioLeg['role'] }): string {
  const response = new VoiceResponse()
  addConference(response, urls, { ...leg, muted: leg.role === 'supervisor' }, '')
  return response.toString()
}

/** Asked twice; a voicemail box never answers and is hung up on. */
export function askToConfirm(urls: WebhookUrls, legId: LegId, language: AgentLanguage): string {
  const response = new VoiceResponse()
  for (let round = 0; round < 2; round += 1) {
    const gather = response.gather({
      input: ['dtmf'],
      numDigits: 1,
      timeout: CONFIRM_TIMEOUT_S,
      action: urls.confirm(legId),
      method: 'POST',
    })
    gather.say({ language: voices[language] }, confirmPrompts[language])
  }
  response.hangup()
  return response.toString()
}

export function hangUp(): string {
  const response = new VoiceResponse()
  response.hangup()
  return response.toString()
}

export function doNothing(): string {
  return new VoiceResponse().toString()
}

type Response = InstanceType<typeof VoiceResponse>

function addQueue(response: Response, urls: WebhookUrls): Response {
  response.enqueue(
    {
      waitUrl: urls.wait,
      waitUrlMethod: 'GET',
      action: urls.leftQueue,
      method: 'POST',
      maxQueueSize: WAITING_LIMIT,
    },
    WAITING_QUEUE,
  )
  return response
}

function addSpeech(response: Response, { text, language }: Speech): Response {
  response.say({ language: readVoice(language) }, text)
  return response
}

function readVoice(language: string) {
  return language === 'zh-CN' || language === 'zh-TW' ? voices[language] : voices.en
}

/**
 * The status callback of a conference is fixed by whoever joins first, so all send the same. Nobody's leaving ends
 * it: a customer's leg ends only on command or by the customer.
 */
function addConference(
  response: Response,
  urls: WebhookUrls,
  { callId, legId, muted = false }: { callId: CallId; legId: LegId; muted?: boolean },
  waitUrl: string,
): void {
  response.dial().conference(
    {
      participantLabel: legId,
      startConferenceOnEnter: true,
      endConferenceOnExit: false,
      beep: 'false',
      ...(muted ? { muted } : {}),
      waitUrl,
      waitMethod: 'GET',
      statusCallback: urls.conference,
      statusCallbackMethod: 'POST',
      statusCallbackEvent: [...conferenceEvents],
    },
    callId,
  )
}
