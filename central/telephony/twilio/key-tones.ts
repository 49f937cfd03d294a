import type { LineAnswer } from '#central/telephony/adapter.ts'
import type { Clock } from '#shared/domain/clock.ts'
import { type BoundLeg, changeParticipant, explainAbsence } from './participants.ts'
import type { TwilioLine } from './twilio-line.ts'

/** Twilio fetches them at once, and once more when that failed. */
const KEPT_MS = 30_000
const MOST_KEPT = 1_000

/**
 * Digits that Twilio is about to fetch. They can be a customer's PIN or card: kept in memory only, under the name of
 * the command that brought them, and never part of an address, a row or a log.
 */
export type KeyTones = {
  keep(commandId: string, digits: string): void
  /** null: unknown, or too old */
  find(commandId: string): string | null
}

export function createKeyTones(clock: Clock): KeyTones {
  const kept = new Map<string, { digits: string; until: number }>()
  return {
    keep(commandId, digits) {
      for (const [id, { until }] of kept) {
        if (until > clock.now() && kept.size < MOST_KEPT) break
        kept.delete(id)
      }
      kept.set(commandId, { digits, until: clock.now() + KEPT_MS })
    },
    find(commandId) {
      const found = kept.get(commandId)
      return found !== undefined && found.until > clock.now() ? found.digits : null
    },
  }
}

/**
 * Key tones for one leg of a conference. Twilio's API has no command of that name: an announcement to the participant
 * may `<Play>`, and `<Play digits>` plays tones. Only this leg hears them.
 */
export async function sendTones(
  line: TwilioLine,
  leg: BoundLeg,
  { commandId, digits }: { commandId: string; digits: string },
): Promise<LineAnswer> {
  line.tones.keep(commandId, digits)
  const announceUrl = line.urls.digits(commandId)
  const answer = await changeParticipant(line, leg, { announceUrl, announceMethod: 'GET' })
  return answer ?? explainAbsence(line, leg)
}
