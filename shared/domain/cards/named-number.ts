/**
 * What a number says of itself right before it: an order, a parcel, an invoice, a person, a device. Only a number
 * written in one piece is believed, for a card after "order" is mostly written in fours.
 */
const NAMES = [
  'orders?|invoices?|tracking|parcel|shipment|waybill|consignment|delivery|reference|ref|case|ticket|contract|policy',
  'claim|quote|batch|serial|transaction|booking|reservation|imei|iccid|sku|ean|isbn|vat|tin|tax|passport|licen[cs]e',
  '订单|訂單|单号|單號|运单|運單|快递|快遞|物流|包裹|发票|發票|税号|稅號|纳税人识别|納稅人識別|身份证|身分證|证件|證件',
  '信用代码|信用代碼|统一编号|統一編號|合同|合約|工单|工單|保单|保單|流水|序列|参考|參考|批次|交易',
].join('|')
const SUFFIX = 'ids?|no|nos|nr|num|number|code|编号|編號|号码|號碼|号|號|是|为|為'
const NAMED = new RegExp(`(?:^|[^a-z])(?:${NAMES})(?:[\\s.]{0,2}(?:${SUFFIX}))*[\\s.:#=/'"(]{0,4}$`, 'iu')
/** A parcel service or a shop writes its letters right before the number; a person writes the brand of a card. */
const LETTERS = /(?:^|[^A-Za-z])([A-Z]{1,5})$/
const CARD_LETTERS = /^(?:VISA|MC|CC|AMEX|AX|JCB|DC|UP|CUP|PAN|CARD|NO|NR|N)$/

/** Whether what stands before a number (folded) names it as something else than a card. */
export function isNamedOtherwise(before: string): boolean {
  const near = before.slice(-40)
  if (NAMED.test(near)) return true
  const letters = LETTERS.exec(near)?.[1]
  return letters !== undefined && !CARD_LETTERS.test(letters)
}

/** German and Austrian mobile numbers with their country's code but without the plus: thirteen digits after a 4. */
const PHONE_WITHOUT_PLUS = /^(?:491[567]|436[5-9])\d{9}$/

const CARD_BEFORE = /(?:card|visa|credit|debit|卡)[^\d]{0,12}$/i

export function isPhoneWithoutPlus(before: string, digits: string): boolean {
  return PHONE_WITHOUT_PLUS.test(digits) && !CARD_BEFORE.test(before.slice(-24))
}
