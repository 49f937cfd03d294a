import type { LineAnswer, LineLeg } from '#central/telephony/adapter.ts'
import type { TerminationCause } from '#shared/protocol/call.ts'
import { answerFailure } from './ari-client.ts'
import { type AsteriskLine, pathOf } from './asterisk-line.ts'
import { CONFIRM_VARIABLE } from './awaits-key.ts'
import { hangUpLeg } from './hang-up-leg.ts'
import { noteOnLeg, tellNote } from './note-on-leg.ts'
import { type AsteriskQuestion, endQuestion, stopWords } from './question.ts'
import { sayWords } from './say-words.ts'

/** The site's own words, else what comes with Asterisk: press 1 to accept, 2 to turn down. */
const words = ['sound:ringdesk-confirm', 'sound:followme/options'] as const
const ACCEPTS = '1'
/** So long somebody who picked up is asked: the words two or three times. A voicemail box never answers. */
const ASKED_MS = 16_000
const PAUSE_MS = 3_000

/** Asks until a key is pressed or the time is over. Asked for again it goes on as it was. */
export function askForKey(line: AsteriskLine, leg: LineLeg): void {
  if (line.questions.has(leg.vendorId)) return
  const cancel = line.clock.schedule(ASKED_MS, () => refuse(line, leg, 'no_answer'))
  const question: AsteriskQuestion = { round: 0, playback: null, cancel }
  line.questions.set(leg.vendorId, question)
  repeatWords(line, leg, question)
}

/** A key that was pressed. In a conversation it is for whoever talks there; a second press changes nothing. */
export function takeKey(line: AsteriskLine, leg: LineLeg, digit: string): void {
  if (!line.questions.has(leg.vendorId)) return
  if (digit !== ACCEPTS) {
    refuse(line, leg, 'rejected')
    return
  }
  confirmLeg(line, leg).then(
    (confirmed) => {
      if (!confirmed.ok && confirmed.code !== 'gone') refuse(line, leg, 'failed')
    },
    (error: unknown) => {
      line.log.error({ err: error, legId: leg.legId }, 'a key that was pressed let nobody in')
      refuse(line, leg, 'failed')
    },
  )
}

/** Written on the channel first: a central that starts here finds a leg that may be bridged. */
async function confirmLeg(line: AsteriskLine, leg: LineLeg): Promise<LineAnswer> {
  await endQuestion(line, leg)
  const noted = await noteOnLeg(line, leg, CONFIRM_VARIABLE, 'given')
  if (!noted.ok) return noted
  // they are let in beside the conversation: nothing else of Asterisk tells that they are there
  if (leg.role === 'supervisor') return tellNote(line, leg)
  const added = await line.ari.post(`/bridges/${leg.callId}/addChannel`, { channel: leg.vendorId })
  return added.ok ? { ok: true } : answerFailure(added)
}

function refuse(line: AsteriskLine, leg: LineLeg, cause: TerminationCause): void {
  const failed = (why: object) => line.log.error({ ...why, legId: leg.legId }, 'who pressed no key was not hung up')
  hangUpLeg(line, leg, cause).then(
    (ended) => {
      if (!ended.ok && ended.code !== 'gone') failed({ code: ended.code })
    },
    (error: unknown) => failed({ err: error }),
  )
}

function repeatWords(line: AsteriskLine, leg: LineLeg, question: AsteriskQuestion): void {
  const isAsked = () => line.questions.get(leg.vendorId) === question
  const pause = () => {
    question.playback = null
    if (!isAsked()) return
    const stopWaiting = line.clock.schedule(PAUSE_MS, () => repeatWords(line, leg, question))
    const stopAsking = question.cancel
    question.cancel = () => {
      stopWaiting()
      stopAsking()
    }
  }
  sayTheWords(line, leg, question, isAsked).then(pause, (error: unknown) =>
    line.log.error({ err: error, legId: leg.legId }, 'the words that ask for a key were not said'),
  )
}

/** Where there are no words there is silence: a person who expects the call presses the key all the same. */
async function sayTheWords(
  line: AsteriskLine,
  leg: LineLeg,
  question: AsteriskQuestion,
  isHeard: () => boolean,
): Promise<void> {
  question.round += 1
  // a central before this one may have played some
  const id = `confirm-${leg.legId}-${line.clock.now()}-${question.round}`
  const begins = (playback: string) => {
    question.playback = playback
    // the key came sooner than the words
    if (!isHeard()) void stopWords(line.ari, playback)
  }
  const said = await sayWords(line, pathOf(leg), { id, media: words, language: line.config.language, isHeard, begins })
  if (said === 'none') line.log.warn({ legId: leg.legId }, 'no sound to ask for a key with: ringdesk-confirm')
}
