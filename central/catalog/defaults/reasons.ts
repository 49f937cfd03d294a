import type { DefaultReason } from '#central/catalog/catalog-item.ts'
import { label } from '#central/catalog/label.ts'

type Text = [en: string, simplified: string, traditional: string]

/** Why people call: six branches, 27 leaves. A leaf's code begins with its branch's. */
export const defaultReasons: readonly DefaultReason[] = [
  ...grow('billing', ['Billing', '账务', '帳務'], {
    surcharge: ['Surcharge dispute', '附加费争议', '附加費爭議'],
    invoice: ['Invoice question', '发票咨询', '發票諮詢'],
    duplicate_charge: ['Charged twice', '重复扣款', '重複扣款'],
    refund: ['Refund', '退款', '退款'],
    payment_method: ['Payment method', '付款方式', '付款方式'],
  }),
  ...grow('delivery', ['Delivery', '配送', '配送'], {
    late: ['Late delivery', '配送延误', '配送延誤'],
    address: ['Change of address', '更改地址', '更改地址'],
    damaged: ['Damaged on arrival', '到货破损', '到貨破損'],
    missing: ['Item missing', '缺件少件', '缺件少件'],
    tracking: ['Where is my order', '查询物流', '查詢物流'],
  }),
  ...grow('product', ['Product', '产品', '產品'], {
    how_to: ['How to use', '使用方法', '使用方法'],
    defect: ['Defect', '产品故障', '產品故障'],
    warranty: ['Warranty', '保修', '保固'],
    availability: ['Availability', '库存与到货', '庫存與到貨'],
  }),
  ...grow('account', ['Account', '账户', '帳戶'], {
    login: ['Cannot sign in', '无法登录', '無法登入'],
    contact_details: ['Contact details', '更改联系方式', '更改聯絡方式'],
    cancellation: ['Cancellation', '取消服务', '取消服務'],
    privacy: ['Privacy and data', '隐私与个人数据', '隱私與個人資料'],
    do_not_call: ['Do not call', '拒绝营销来电', '拒接行銷來電'],
  }),
  ...grow('complaint', ['Complaint', '投诉', '客訴'], {
    service: ['Service', '服务质量', '服務品質'],
    quality: ['Product quality', '产品质量', '產品品質'],
    waiting: ['Waiting time', '等待时间', '等候時間'],
    promise: ['Promise not kept', '承诺未兑现', '承諾未兌現'],
  }),
  ...grow('sales', ['Sales', '销售', '銷售'], {
    quote: ['Quote', '报价', '報價'],
    new_order: ['New order', '新订单', '新訂單'],
    renewal: ['Renewal', '续约', '續約'],
    upgrade: ['Upgrade', '升级方案', '升級方案'],
  }),
]

function grow(branch: string, name: Text, leaves: Record<string, Text>): DefaultReason[] {
  return [
    { code: branch, parent: null, label: label(...name) },
    ...Object.entries(leaves).map(([leaf, text]) => ({
      code: `${branch}.${leaf}`,
      parent: branch,
      label: label(...text),
    })),
  ]
}
