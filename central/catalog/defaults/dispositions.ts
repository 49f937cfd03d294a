import type { DefaultDisposition } from '#central/catalog/catalog-item.ts'
import { label } from '#central/catalog/label.ts'

/** In the order of the tiles: the digit keys 1 to 9 follow it. */
export const defaultDispositions: readonly DefaultDisposition[] = [
  { code: 'resolved', label: label('Resolved', '已解决', '已解決'), needsFollowUp: false, needsReason: true },
  { code: 'follow_up', label: label('Follow-up', '需跟进', '需跟進'), needsFollowUp: true, needsReason: true },
  { code: 'escalated', label: label('Escalated', '已升级', '已轉呈'), needsFollowUp: false, needsReason: true },
  { code: 'no_action', label: label('No action', '无需处理', '無須處理'), needsFollowUp: false, needsReason: false },
  { code: 'callback', label: label('Callback', '约定回拨', '約定回電'), needsFollowUp: true, needsReason: false },
  { code: 'sale', label: label('Order taken', '已下单', '已下單'), needsFollowUp: false, needsReason: true },
  {
    code: 'wrong_number',
    label: label('Wrong number', '打错电话', '撥錯號碼'),
    needsFollowUp: false,
    needsReason: false,
  },
  {
    code: 'call_dropped',
    label: label('Call dropped', '通话中断', '通話中斷'),
    needsFollowUp: false,
    needsReason: false,
  },
  { code: 'nuisance', label: label('Nuisance call', '骚扰来电', '騷擾來電'), needsFollowUp: false, needsReason: false },
]
