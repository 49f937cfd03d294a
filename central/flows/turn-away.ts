import { type CallRow, updateCall } from '#central/calls/call-rows.ts'
import { listLegs } from '#central/calls/leg-rows.ts'
import { cancelTimer } from '#central/db/timers.ts'
import type { QueueRow } from '#central/routing/queues.ts'
import { findCustomerLeg } from '#shared/domain/call/call-legs.ts'
import { LegId } from '#shared/protocol/ids.ts'
import { Label } from '#shared/protocol/view/catalog.ts'
import type { Flow } from './run-flow.ts'
import { startSequence } from './sequence.ts'

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

/** Sends a waiting caller away: a message, then the line is hung up. From here on the call is offered to nobody. */
export async function turnAway(flow: Flow, call: CallRow, queue: QueueRow | null): Promise<void> {
  const customer = findCustomerLeg(await listLegs(flow.tx, [call.id]))
  if (!customer) throw new Error(`call ${call.id} has no customer's leg`)
  await cancelTimer(flow.tx, 'max-wait', call.id)
  await updateCall(flow.tx, call, { ended_by: 'queue' })
  const legId = LegId.parse(customer.id)
  const speaks = flow.context.lines.get(call.provider)?.capabilities.say ?? false
  const { text, language } = chooseMessage(queue, flow.context.region)
  await startSequence(flow, {
    provider: call.provider,
    callId: call.id,
    name: 'turn-away',
    steps: speaks
      ? [
          { op: 'answer', legId },
          { op: 'say', legId, sound: { kind: 'say', text, language }, thenHangUp: true },
        ]
      : [{ op: 'hang-up', legId, cause: 'normal' }],
  })
}

/** In the language of the site's region: of a caller whom nobody has answered nothing better is known. */
function chooseMessage(queue: QueueRow | null, region: string): { text: string; language: keyof Label } {
  const language = ['TW', 'HK', 'MO'].includes(region) ? 'zh-TW' : region === 'CN' ? 'zh-CN' : 'en'
  const own = queue?.treatment_message ? Label.parse(JSON.parse(queue.treatment_message)) : null
  const label = own ?? (queue ? allBusy : notInService)
  return { text: label[language], language }
}
