import { type CallRow, updateCall } from '#central/calls/call-rows.ts'
import { listLegs } from '#central/calls/leg-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import type { QueueRow } from '#central/routing/queues.ts'
import type { Sound } from '#central/telephony/adapter.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { Label } from '#shared/protocol/view/catalog.ts'
import type { Flow } from './run-flow.ts'
import { startSequence } from './sequence.ts'
import { takeVoicemail } from './voicemail/take-voicemail.ts'

/** What a caller hears whose number reaches no queue. */
const notInService: Label = {
  en: 'The number you have dialled is not in service.',
  'zh-CN': '您拨打的号码暂未开通服务。',
  'zh-TW': '您撥打的號碼目前未提供服務。',
}
const allBusy: Label = {
  en: 'All our agents are busy. Please call again later.',
  'zh-CN': '客服人员正忙，请稍后再拨。',
  'zh-TW': '客服人員正忙，請稍後再撥。',
}

const leaveMessage: Label = {
  en: 'Nobody can take your call right now. Please leave your name, your number and a message after the tone.',
  'zh-CN': '现在无人接听您的来电。请在提示音后留下您的姓名、电话号码和留言。',
  'zh-TW': '目前無人能接聽您的來電。請在提示音後留下您的姓名、電話號碼和留言。',
}

/**
 * Takes a waiting caller out of the line: a message, then the line is hung up; or, as the queue says and the line can,
 * the caller leaves one. From here on the call is offered to nobody.
 */
export async function turnAway(flow: Flow, call: CallRow, queue: QueueRow | null): Promise<void> {
  const customer = findCustomerLeg(await listLegs(flow.tx, [call.id]))
  if (!customer) throw new Error(`call ${call.id} has no customer's leg`)
  await cancelTimer(flow.tx, 'max-wait', call.id)
  await updateCall(flow.tx, call, { ended_by: 'queue' })
  const legId = LegId.parse(customer.id)
  const { say, voicemail } = flow.context.lines.get(call.provider)?.capabilities ?? { say: false, voicemail: false }
  const listens = queue?.treatment === 'voicemail' && voicemail
  const words = chooseWords(queue, { region: flow.context.region, listens })
  if (listens) return takeVoicemail(flow, call, { legId, words })
  await startSequence(flow, {
    provider: call.provider,
    callId: call.id,
    name: 'turn-away',
    steps: say
      ? [
          { op: 'answer', legId },
          { op: 'say', legId, sound: words, names: nameWords(queue), thenHangUp: true },
        ]
      : [{ op: 'hang-up', legId, cause: 'normal' }],
  })
}

/** By which a site may keep them as sounds: those of this queue, else of all. */
function nameWords(queue: QueueRow | null): string[] {
  return queue ? [`busy-${queue.id}`, 'busy'] : ['not-in-service']
}

/** In the language of the site's region: of a caller whom nobody has answered nothing better is known. */
function chooseWords(queue: QueueRow | null, { region, listens }: { region: string; listens: boolean }): Sound {
  const language = ['TW', 'HK', 'MO'].includes(region) ? 'zh-TW' : region === 'CN' ? 'zh-CN' : 'en'
  const own = queue?.treatment_message ? Label.parse(JSON.parse(queue.treatment_message)) : null
  const usual = listens ? leaveMessage : allBusy
  const label = own ?? (queue ? usual : notInService)
  return { kind: 'say', text: label[language], language }
}
