import type { DefaultArticle } from '#central/catalog/catalog-item.ts'
import { label } from '#central/catalog/label.ts'

export const billingArticles: readonly DefaultArticle[] = [
  {
    articleId: 'correct-an-issued-invoice',
    title: label('Correct an issued invoice', '更正已开具的发票', '更正已開立的發票'),
    body: label(
      `An issued invoice is never edited. It is cancelled by a credit note and issued again.

1. Check the **invoice number** and that it is not yet paid.
2. Note which line is wrong and what was agreed (contract page, e-mail date).
3. Open a correction in billing: reason *wrong charge*, attach the agreement.
4. Tell the customer: credit note and new invoice come **within one working day**, and the due date moves along.

| Situation | What to promise |
|---|---|
| Not yet paid | New invoice, new due date |
| Already paid | Refund or credit, customer's choice |
| Older than 90 days | A team lead decides, answer in two days |`,
      `已开具的发票不能直接修改，只能用红字发票冲销后重新开具。

1. 核对**发票号码**，确认尚未付款。
2. 记录哪一项有误，以及双方约定的内容（合同页码、邮件日期）。
3. 在账务系统发起更正：原因选“收费有误”，附上约定依据。
4. 告知客户：**一个工作日内**收到红字发票和新发票，付款期限顺延。

| 情况 | 可以承诺 |
|---|---|
| 尚未付款 | 新发票、新的付款期限 |
| 已经付款 | 退款或抵扣，由客户选择 |
| 超过 90 天 | 由主管决定，两天内答复 |`,
      `已開立的發票不能直接修改，須先以折讓單沖銷再重新開立。

1. 核對**發票號碼**，確認尚未付款。
2. 記錄哪一項有誤，以及雙方約定的內容（合約頁碼、郵件日期）。
3. 在帳務系統發起更正：原因選「收費有誤」，附上約定依據。
4. 告知客戶：**一個工作天內**收到折讓單與新發票，付款期限順延。

| 情況 | 可以承諾 |
|---|---|
| 尚未付款 | 新發票、新的付款期限 |
| 已經付款 | 退款或抵扣，由客戶選擇 |
| 超過 90 天 | 由主管決定，兩天內回覆 |`,
    ),
    updatedAt: Date.UTC(2026, 9, 21),
    reasonCodes: ['billing.invoice', 'billing.surcharge', 'billing.duplicate_charge'],
  },
  {
    articleId: 'fuel-surcharge-flat-rate',
    title: label('Fuel surcharge: flat-rate contracts', '燃油附加费：固定费率合同', '燃油附加費：固定費率合約'),
    body: label(
      `Contracts with a **flat rate** (see page 4, "Prices") carry no fuel surcharge.

- Look at the contract in *Files*. Flat rate agreed before the shipment date: the surcharge is our mistake, correct the invoice.
- No flat rate: the surcharge follows the monthly table. Explain the percentage and the month.
- Flat rate agreed later: a goodwill credit of up to one month is allowed, once.

Say what you see, not what you guess: "I see the flat rate on page 4, agreed in August. The surcharge should not be there."`,
      `约定**固定费率**的合同（见第 4 页“价格”）不收取燃油附加费。

- 在“文件”中查看合同。如固定费率在发货日之前约定，附加费是我方错误，应更正发票。
- 未约定固定费率：附加费按月度费率表收取，向客户说明当月比例。
- 之后才约定：可一次性给予最多一个月的优惠抵扣。

只说看到的，不猜测：“我看到合同第 4 页在八月约定了固定费率，这笔附加费不应收取。”`,
      `約定**固定費率**的合約（見第 4 頁「價格」）不收取燃油附加費。

- 在「檔案」中查看合約。如固定費率於出貨日之前約定，附加費是我方錯誤，應更正發票。
- 未約定固定費率：附加費依月度費率表收取，向客戶說明當月比例。
- 之後才約定：可一次性給予最多一個月的優惠抵扣。

只說看到的，不猜測：「我看到合約第 4 頁在八月約定了固定費率，這筆附加費不應收取。」`,
    ),
    updatedAt: Date.UTC(2026, 10, 4),
    reasonCodes: ['billing.surcharge'],
  },
  {
    articleId: 'refund-times',
    title: label('How long refunds take', '退款需要多久', '退款需要多久'),
    body: label(
      `The refund starts when the return is booked in or the credit note is issued.

- **Card:** 3–5 working days
- **Bank transfer:** 2–3 working days
- **WeChat Pay, Alipay:** usually the same day
- **Credit to the account:** at once, used with the next invoice

A refund goes back the way it was paid. Another account needs a written request and a team lead.`,
      `退货入库或红字发票开具后开始退款。

- **银行卡**：3–5 个工作日
- **银行转账**：2–3 个工作日
- **微信支付、支付宝**：通常当天到账
- **账户抵扣**：立即生效，用于下一张发票

退款原路返回。如需退到其他账户，须书面申请并由主管批准。`,
      `退貨入庫或折讓單開立後開始退款。

- **信用卡**：3–5 個工作天
- **銀行轉帳**：2–3 個工作天
- **微信支付、支付寶**：通常當天入帳
- **帳戶抵扣**：立即生效，用於下一張發票

退款依原付款方式退回。如需退至其他帳戶，須書面申請並由主管核准。`,
    ),
    updatedAt: Date.UTC(2026, 8, 30),
    reasonCodes: ['billing.refund', 'billing.duplicate_charge', 'delivery.missing'],
  },
  {
    articleId: 'change-payment-method',
    title: label('Change the payment method', '更改付款方式', '更改付款方式'),
    body: label(
      `Customers change it themselves under *Account → Payment*. On the phone you send a **secure link**; it is valid for 30 minutes.

**Never** write down, repeat or type a card number. If the customer begins to read one out, interrupt politely and send the link.`,
      `客户可在“账户 → 付款”中自行更改。通话中请发送**安全链接**，30 分钟内有效。

**切勿**记录、复述或输入银行卡号。如客户开始念卡号，请礼貌打断并发送链接。`,
      `客戶可在「帳戶 → 付款」中自行更改。通話中請傳送**安全連結**，30 分鐘內有效。

**切勿**記錄、複述或輸入信用卡號。如客戶開始唸卡號，請禮貌打斷並傳送連結。`,
    ),
    updatedAt: Date.UTC(2026, 7, 12),
    reasonCodes: ['billing.payment_method'],
  },
]
