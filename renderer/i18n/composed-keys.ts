import { RecordingConsent } from '#renderer/customer/edit/customer-form.ts'
import { callSteps } from '#renderer/frame/list-call-steps.ts'
import { phoneProblems } from '#renderer/state/phone-state.ts'
import { ShortcutAction } from '#renderer/state/shortcuts.ts'
import { AgentState, NotReadyReason, Role } from '#shared/protocol/agent-state.ts'
import { ConsultEnd, MonitorMode, Unanswered } from '#shared/protocol/call.ts'
import { DeclineReason } from '#shared/protocol/command/live.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { ShellInfo } from '#shared/protocol/desk-port.ts'
import { ErrorCode } from '#shared/protocol/error.ts'
import { SearchHit } from '#shared/protocol/query/query.ts'
import { Locale } from '#shared/protocol/scalars.ts'
import * as customer from '#shared/protocol/view/customer.ts'
import { MatchReason } from '#shared/protocol/view/ring.ts'

const { shape: interaction } = customer.InteractionView
const { shape: task } = customer.TaskView

/**
 * Keys the source puts together at run time, as they stand there (`*` for a value), with every value that can come.
 * The check of used keys knows no others: a new pattern without its line here fails it.
 */
export const composedKeys: Record<string, readonly (readonly string[])[]> = {
  'call:cardData.*': [['locked', 'open']],
  'call:cardData.why.*': [['asking', 'late', 'refused', 'resuming', 'stopping', 'unconfirmed', 'paused', 'unrecorded']],
  'call:consult.ended.*': [ConsultEnd.options.filter((end) => end !== 'canceled' && end !== 'completed')],
  'call:consult.place.*': [['talking', 'held', 'ringing']],
  'call:dial.step.*': [['ownPhone', 'calling', 'ringing']],
  'call:followUp.*': [['inHour', 'today', 'tomorrow', 'nextWeek']],
  'call:live.*': [['transfer', 'consult', 'keypad']],
  'call:match.*': [[...MatchReason.options, 'unknown', 'withheld']],
  'call:recording.*': [['on', 'pausing', 'paused', 'resuming', 'stopping', 'stopped', 'failed']],
  'call:result.*': [[...interaction.result.options, 'unreached']],
  'call:ring.reason.*': [DeclineReason.options],
  'call:save.field.*': [['code', 'reasonCode', 'followUpTitle', 'followUpDueAt']],
  'call:supervise.*': [MonitorMode.options],
  'call:supervise.heard.*': [MonitorMode.options],
  'call:tab.*': [['notes', 'script', 'knowledge', 'customer', 'recent']],
  'call:task.*': [task.kind.options],
  'call:wrap.unanswered.*': [Unanswered.options],
  'common:place.*': [ShellInfo.shape.storage.options],
  'common:refusal.*': [ErrorCode.options],
  'common:tier.*': [customer.Tier.options],
  'customer:candidates.*Title': [['shared', 'hint', 'unknown', 'withheld']],
  'customer:caseStatus.*': [customer.CaseView.shape.status.options],
  'customer:channel.*': [customer.Channel.options],
  'customer:entry.*.*': [customer.Channel.options, interaction.direction.options],
  'customer:consent.*': [RecordingConsent.options],
  'customer:field.*': [customer.CustomerField.options],
  'customer:fileKind.*': [customer.FileView.shape.kind.options],
  'customer:invalid.*': [['required', 'email', 'phone', 'country', 'timeZone', 'text']],
  'customer:kind.*': [customer.CustomerKind.options],
  'customer:language.*': [Locale.options],
  'customer:match.*': [MatchReason.options],
  'customer:next.*.action': [['renewal_offer', 'follow_up_case', 'win_back']],
  'customer:opportunityStage.*': [customer.OpportunityView.shape.stage.options],
  'customer:orderStatus.*': [customer.OrderView.shape.status.options],
  'customer:phoneLabel.*': [customer.PhoneLabel.options],
  'customer:priority.*': [customer.CaseView.shape.priority.options],
  'customer:result.*': [[...interaction.result.options, 'unreached']],
  'customer:risk.*': [customer.ChurnRisk.options],
  'customer:shipment.*': [['shipped', 'in_transit', 'carrier_exception', 'out_for_delivery', 'delivered', 'returned']],
  'customer:stage.*': [customer.LifecycleStage.options],
  'customer:tabs.*': [['overview', 'timeline', 'orders', 'cases', 'opportunities', 'tasks', 'files']],
  'customer:taskKind.*': [task.kind.options],
  'customer:taskStatus.*': [task.status.options],
  'floor:into.*': [MonitorMode.options],
  'floor:way.*': [MonitorMode.options],
  'floor:with.*': [MonitorMode.options],
  'frame:action.*': [ShortcutAction.options],
  'frame:alerts.store.*': [['full', 'nearly_full', 'read_only', 'salvaged', 'replaced']],
  'frame:banner.*': [['fenced', 'expired']],
  'frame:callAction.*': [callSteps.filter((step) => step !== 'mute' && step !== 'end')],
  'frame:field.*': [customer.CustomerField.options],
  'frame:keys.*': [['calls', 'work', 'state', 'customer', 'general']],
  'frame:reason.*': [NotReadyReason.options],
  'frame:state.*': [AgentState.options.map((state) => state.shape.kind.value)],
  'frame:sync.*': [['synced', 'waiting', 'refused', 'failed', 'lost']],
  'frame:why.*': [['no_answer', 'declined', 'signed_in', 'after_call', 'window_closed', 'phone_down']],
  'login:ready.*': [['good', 'warning', 'bad', 'checking', 'untested', 'available', 'notReady', 'paperwork']],
  'login:ready.*Explain': [['available', 'notReady', 'paperwork']],
  'login:ready.link.*': [['online', 'starting', 'offline', 'fenced', 'expired']],
  'login:ready.notifications.*': [['granted', 'default', 'denied', 'unsupported']],
  'login:ready.sound.*': [['untested', 'played', 'failed', 'off']],
  'login:ready.store.*': [['full', 'nearly_full', 'read_only', 'salvaged', 'replaced']],
  'login:role.*': [Role.options],
  'login:weak.*': [['common', 'repeated', 'login']],
  'palette:group.*': [['recent', 'actions', 'people', 'interactions', 'articles']],
  'search:list.*': [['name', 'phone', 'city', 'matched', 'lastContact']],
  'search:matched.*': [SearchHit.shape.matched.options],
  'settings:about.*': [['desktop', 'browser']],
  'settings:density.*': [['compact', 'touch']],
  'settings:theme.*': [['system', 'light', 'dark']],
  'softphone:audio.*': [['recording', 'playing', 'over', 'failed']],
  'softphone:gone.*': [['microphone', 'speaker', 'headset']],
  'softphone:problem.*': [phoneProblems],
  'softphone:quality.*': [['fair', 'poor']],
  'softphone:ready.*': [['untested', 'testing', 'works', 'starting', 'elsewhere']],
  'unsent:kind.*': [PaperworkBody.options.map((body) => body.shape.type.value)],
  'work:empty.*': [['all', 'callbacks', 'tasks']],
  'work:episode.*': [['calling', 'ringing', 'connecting', 'live', 'onHold', 'wrapUp']],
  'work:kind.*': [task.kind.options],
  'work:show.*': [['all', 'callbacks', 'tasks']],
}
