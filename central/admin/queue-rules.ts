import { z } from 'zod'
import type { QueueRules } from '#central/routing/queue-set-up.ts'
import { PersonName, personText } from '#shared/protocol/scalars.ts'
import type { Label } from '#shared/protocol/view/catalog.ts'
import { DialHours, DialPlaces, tellDialling } from './dial-flags.ts'

/** `90`, `90s` or `2m`, in milliseconds. */
const Duration = z
  .string()
  .regex(/^\d{1,5}[sm]?$/, 'a time such as 90s or 2m')
  .transform((text) => Number.parseInt(text, 10) * (text.endsWith('m') ? 60_000 : 1_000))
const within = (least: number, most: number) =>
  Duration.refine((ms) => ms >= least && ms <= most, `from ${least / 1_000}s to ${most / 1_000}s`)
const DayCount = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.int().min(1).max(36_500))
const oneOf = <T>(words: Record<string, T>) =>
  z
    .string()
    .refine((word) => Object.hasOwn(words, word), `one of ${Object.keys(words).join(', ')}`)
    .transform((word) => words[word] as T)

/** What the flags of `queue add` and `queue change` say of a queue. */
export const QueueFlags = z
  .object({
    name: PersonName,
    'name-zh-cn': PersonName,
    'name-zh-tw': PersonName,
    outcome: oneOf({ required: true, optional: false }),
    offer: within(3_000, 300_000),
    'wrap-up': within(0, 3_600_000),
    extensions: z
      .string()
      .regex(/^(1?\d|20)$/, 'a number from 0 to 20')
      .transform(Number),
    treatment: oneOf({
      'keep-waiting': 'keep_waiting' as const,
      'hang-up': 'hang_up' as const,
      voicemail: 'voicemail' as const,
    }),
    'max-wait': z.union([z.literal('none').transform(() => null), within(1_000, 86_400_000)], {
      error: 'none, or a time from 1s to 86400s',
    }),
    message: personText(500),
    'message-zh-cn': personText(500),
    'message-zh-tw': personText(500),
    'short-abandon': within(0, 60_000),
    dial: DialPlaces,
    'dial-hours': DialHours,
    record: oneOf({ consented: true, none: false }),
    'announce-recording': oneOf({ yes: true, no: false }),
    'recording-days': z.union([z.literal('forever').transform(() => null), DayCount], {
      error: 'forever, or a number of days from 1 to 36500',
    }),
  })
  .partial()

export type QueueFlags = z.infer<typeof QueueFlags>

/** What a queue says already, in three languages each. */
export type Said = { name: Label | null; message: Label | null }
const nothingSaid: Said = { name: null, message: null }

/** The other languages stand beside English words, said now or before: a label has all three. */
export function needEnglish(said: Said = nothingSaid): (flags: QueueFlags, issues: z.RefinementCtx) => void {
  return (flags, issues) => {
    for (const what of ['name', 'message'] as const) {
      const others = flags[`${what}-zh-cn`] ?? flags[`${what}-zh-tw`]
      if (others !== undefined && flags[what] === undefined && said[what] === null)
        issues.addIssue({ code: 'custom', path: [what], message: 'required' })
    }
  }
}

/** The rules that were named, and no others. */
export function readRules(flags: QueueFlags, said: Said = nothingSaid): Partial<QueueRules> {
  const named = {
    dispositionRequired: flags.outcome,
    offerMs: flags.offer,
    wrapUpMs: flags['wrap-up'],
    wrapUpExtensions: flags.extensions,
    treatment: flags.treatment,
    maxWaitMs: flags['max-wait'],
    treatmentMessage: readLabel(flags, 'message', said),
    shortAbandonMs: flags['short-abandon'],
    recordCalls: flags.record,
    announceRecording: flags['announce-recording'],
    recordingDays: flags['recording-days'],
    dialPrefixes: flags.dial,
    dialHours: flags['dial-hours'],
  }
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
}

/** English words stand for all languages until they have their own, which then stay when the English changes. */
export function readLabel(
  flags: QueueFlags,
  what: 'name' | 'message',
  { [what]: before }: Said = nothingSaid,
): Label | undefined {
  const [chinese, taiwanese] = [flags[`${what}-zh-cn`], flags[`${what}-zh-tw`]]
  if (flags[what] === undefined && chinese === undefined && taiwanese === undefined) return undefined
  const en = flags[what] ?? before?.en
  if (en === undefined) return undefined
  const own = (language: 'zh-CN' | 'zh-TW') => (before?.[language] === before?.en ? en : before?.[language])
  return { en, 'zh-CN': chinese ?? own('zh-CN') ?? en, 'zh-TW': taiwanese ?? own('zh-TW') ?? en }
}

/** A queue's rules as a person reads them, one line each. */
export function tellRules(queue: QueueRules): string[] {
  const seconds = (ms: number) => `${ms / 1_000}s`
  return [
    `an offer rings ${seconds(queue.offerMs)}; wrap-up ${seconds(queue.wrapUpMs)}, extended ${queue.wrapUpExtensions} times at most`,
    `an outcome is ${queue.dispositionRequired ? 'required' : 'optional'}; short abandons under ${seconds(queue.shortAbandonMs)}`,
    tellTreatment(queue),
    tellDialling({ prefixes: queue.dialPrefixes, hours: queue.dialHours }),
    tellRecording(queue),
  ]
}

function tellRecording({ recordCalls, announceRecording, recordingDays }: QueueRules): string {
  const time = recordingDays === null ? 'until somebody deletes them' : `for ${recordingDays} days`
  const kept = `recordings are kept ${time}`
  const told = announceRecording ? ', after they were told so' : ''
  return `${recordCalls ? `calls of customers who consent to it are recorded${told}` : 'no call is recorded'}; ${kept}`
}

function tellTreatment({ treatment, maxWaitMs, treatmentMessage }: QueueRules): string {
  if (treatment === 'keep_waiting') return 'who waits keeps waiting'
  const limit = maxWaitMs === null ? '' : `, and after ${maxWaitMs / 1_000}s`
  const fate = treatment === 'voicemail' ? 'is asked for a message' : 'is sent away'
  return `who waits ${fate} when nobody is signed in${limit}: ${treatmentMessage?.en ?? 'the usual words'}`
}
