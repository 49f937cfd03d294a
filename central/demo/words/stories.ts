import type { Label } from '#shared/protocol/view/catalog.ts'

export type Story = {
  reason: string
  outcome: 'resolved' | 'follow_up' | 'escalated' | 'no_action' | 'callback' | 'sale'
  /** `{order}`, `{invoice}`, `{days}` are filled in */
  subject: Label
  summary: Label
  note: Label
}

type Text = [en: string, simplified: string, traditional: string]

const story = (reason: string, outcome: Story['outcome'], subject: Text, summary: Text, note: Text): Story => ({
  reason,
  outcome,
  subject: toLabel(subject),
  summary: toLabel(summary),
  note: toLabel(note),
})

function toLabel([en, simplified, traditional]: Text): Label {
  return { en, 'zh-CN': simplified, 'zh-TW': traditional }
}

/** What customers come with, in the words agents write down. */
export const stories: readonly Story[] = [
  story(
    'billing.surcharge',
    'follow_up',
    ['Surcharge on {invoice}', '{invoice} 附加费', '{invoice} 附加費'],
    [
      'Explained the surcharge; a corrected invoice was promised.',
      '已解释附加费，承诺更正发票。',
      '已說明附加費，承諾更正發票。',
    ],
    [
      'Says a flat rate was agreed. Contract checked, page 4.',
      '客户称约定了固定费率，已核对合同第 4 页。',
      '客戶稱約定了固定費率，已核對合約第 4 頁。',
    ],
  ),
  story(
    'billing.invoice',
    'resolved',
    ['Invoice question', '发票咨询', '發票諮詢'],
    [
      'Invoice {invoice} sent again with the right company name.',
      '已按正确抬头重开 {invoice}。',
      '已按正確抬頭重開 {invoice}。',
    ],
    [
      'Needs the tax number on it. Updated in the record.',
      '需要注明税号，资料已更新。',
      '需要註明統一編號，資料已更新。',
    ],
  ),
  story(
    'billing.duplicate_charge',
    'resolved',
    ['Charged twice for {order}', '订单 {order} 重复扣款', '訂單 {order} 重複扣款'],
    [
      'Second charge was a pending authorisation, released today.',
      '第二笔为预授权，今日已释放。',
      '第二筆為預授權，今日已釋放。',
    ],
    ['Customer checks the account in two days.', '客户两天后再查账户。', '客戶兩天後再查帳戶。'],
  ),
  story(
    'billing.refund',
    'follow_up',
    ['Refund for {order}', '订单 {order} 退款进度', '訂單 {order} 退款進度'],
    [
      'Return was booked in; refund started, {days} working days.',
      '退货已入库，退款已发起，{days} 个工作日到账。',
      '退貨已入庫，退款已發起，{days} 個工作天入帳。',
    ],
    ['Wants a message when it is done.', '退款完成后请短信通知。', '退款完成後請簡訊通知。'],
  ),
  story(
    'delivery.late',
    'follow_up',
    ['Order {order} is late', '订单 {order} 配送延误', '訂單 {order} 配送延誤'],
    [
      'Carrier exception; trace opened, answer tomorrow.',
      '承运异常，已发起查件，明日答复。',
      '物流異常，已發起查件，明日回覆。',
    ],
    [
      'Goods are needed for an event, {days} days left.',
      '货物活动急用，还剩 {days} 天。',
      '貨物活動急用，還剩 {days} 天。',
    ],
  ),
  story(
    'delivery.address',
    'resolved',
    ['Change of delivery address', '更改送货地址', '更改送貨地址'],
    [
      'Updated to the new warehouse, confirmed by the customer.',
      '已更新为新仓库地址，客户已确认。',
      '已更新為新倉庫地址，客戶已確認。',
    ],
    ['Gate 7, deliveries until 17:00.', '7 号码头，17:00 前收货。', '7 號碼頭，17:00 前收貨。'],
  ),
  story(
    'delivery.damaged',
    'resolved',
    ['Damaged on arrival', '到货破损', '到貨破損'],
    ['Replacement sent free of charge, no return needed.', '已免费补发，无需退回。', '已免費補寄，無須退回。'],
    ['Photos are in the files. The outer carton was wet.', '照片已存档，外箱受潮。', '照片已存檔，外箱受潮。'],
  ),
  story(
    'delivery.tracking',
    'no_action',
    ['Where is order {order}?', '查询订单 {order} 物流', '查詢訂單 {order} 物流'],
    ['Out for delivery, told the time window.', '派送中，已告知预计时段。', '派送中，已告知預計時段。'],
    ['Prefers the afternoon.', '希望下午送达。', '希望下午送達。'],
  ),
  story(
    'product.how_to',
    'resolved',
    ['Setting up the scanner', '扫码枪设置', '掃描器設定'],
    ['Paired step by step; works.', '逐步完成配对，已可使用。', '逐步完成配對，已可使用。'],
    ['Two more devices will follow next month.', '下月还会添置两台。', '下月還會添購兩台。'],
  ),
  story(
    'product.defect',
    'escalated',
    ['Printer stops after ten labels', '打印机打十张就停', '印表機列印十張就停'],
    [
      'Restart and update did not help; repair case opened.',
      '重启和更新无效，已建立维修工单。',
      '重新啟動與更新無效，已建立維修案件。',
    ],
    [
      'Second time this year. Exchange if it happens again.',
      '今年第二次，再发生则换新。',
      '今年第二次，再發生則換新。',
    ],
  ),
  story(
    'account.login',
    'resolved',
    ['Cannot sign in', '无法登录', '無法登入'],
    ['Account was locked; unlocked after verification.', '账户被锁定，核验后已解锁。', '帳戶被鎖定，核驗後已解鎖。'],
    ['Uses a new phone since last week.', '上周换了新手机。', '上週換了新手機。'],
  ),
  story(
    'account.contact_details',
    'resolved',
    ['New e-mail address', '更换邮箱地址', '更換電子郵件'],
    ['Address changed and confirmed.', '邮箱已更新并确认。', '信箱已更新並確認。'],
    ['Old address is no longer read.', '旧邮箱已停用。', '舊信箱已停用。'],
  ),
  story(
    'complaint.waiting',
    'resolved',
    ['Complaint about waiting time', '投诉等待时间过长', '抱怨等候時間過長'],
    ['Apologised; shipping of the next order is free.', '已致歉，下一单免运费。', '已致歉，下一單免運費。'],
    ['Waited nine minutes on Monday.', '周一等候了九分钟。', '週一等候了九分鐘。'],
  ),
  story(
    'complaint.promise',
    'escalated',
    ['Promised call did not come', '未按约定回电', '未按約定回電'],
    ['Handed to the team lead, who calls today.', '已转主管，今日回电。', '已轉主管，今日回電。'],
    [
      'Keep this one: the customer was calm but disappointed.',
      '客户态度平和但失望，请务必跟进。',
      '客戶態度平和但失望，請務必跟進。',
    ],
  ),
  story(
    'sales.quote',
    'follow_up',
    ['Quote for 20 chairs', '20 把办公椅报价', '20 張辦公椅報價'],
    ['Quote goes out by e-mail today.', '今日邮件发送报价。', '今日以郵件寄出報價。'],
    ['Decides by the end of the month.', '月底前决定。', '月底前決定。'],
  ),
  story(
    'sales.renewal',
    'callback',
    ['Contract renewal', '合同续约', '合約續約'],
    [
      'Interested in 12 months at a fixed price; calls back.',
      '对 12 个月固定价格感兴趣，约定回拨。',
      '對 12 個月固定價格感興趣，約定回電。',
    ],
    ['Decision is with the finance manager.', '由财务经理决定。', '由財務經理決定。'],
  ),
  story(
    'sales.new_order',
    'sale',
    ['New order by phone', '电话下单', '電話訂購'],
    ['Order {order} placed, delivery in two days.', '已下单 {order}，两天内送达。', '已下單 {order}，兩天內送達。'],
    ['Same address as last time.', '地址同上次。', '地址同上次。'],
  ),
]

export const caseSubjects: readonly Label[] = [
  toLabel(['Trace with the carrier', '向承运商查件', '向物流商查件']),
  toLabel(['Correct the invoice', '更正发票', '更正發票']),
  toLabel(['Repair of the label printer', '标签打印机维修', '標籤印表機維修']),
  toLabel(['Claim for damaged goods', '货损理赔', '貨損理賠']),
  toLabel(['Clear the double charge', '核查重复扣款', '核查重複扣款']),
  toLabel(['Change of the contract holder', '合同主体变更', '合約主體變更']),
]

export const opportunityTitles: readonly Label[] = [
  toLabel(['12-month plan', '12 个月套餐', '12 個月方案']),
  toLabel(['Warehouse equipment', '仓库设备采购', '倉庫設備採購']),
  toLabel(['Second location', '新增网点', '新增據點']),
  toLabel(['Autumn upgrade', '秋季升级', '秋季升級']),
]

export const contractTitles: readonly Label[] = [
  toLabel(['Service contract', '服务合同', '服務合約']),
  toLabel(['Flat-rate shipping', '固定费率配送', '固定費率配送']),
  toLabel(['Premium support', '尊享支持', '尊享支援']),
]

export const taskTitles: readonly (Label & { kind: 'callback' | 'task' })[] = [
  {
    kind: 'callback',
    ...toLabel(['Callback · asked for a delivery slot', '预约回拨 · 询问送货时段', '預約回電 · 詢問送貨時段']),
  },
  { kind: 'callback', ...toLabel(['Callback · renewal decision', '回拨 · 续约决定', '回電 · 續約決定']) },
  { kind: 'task', ...toLabel(['Send renewal quote', '发送续约报价', '寄送續約報價']) },
  { kind: 'task', ...toLabel(['Send the corrected invoice', '发送更正后的发票', '寄送更正後的發票']) },
  { kind: 'task', ...toLabel(['Check the carrier trace', '核查承运商查件结果', '核對物流商查件結果']) },
  { kind: 'callback', ...toLabel(['Callback · missed call', '回拨 · 未接来电', '回電 · 未接來電']) },
]
