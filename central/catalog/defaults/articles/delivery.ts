import type { DefaultArticle } from '#central/catalog/catalog-item.ts'
import { label } from '#central/catalog/label.ts'

export const deliveryArticles: readonly DefaultArticle[] = [
  {
    articleId: 'late-delivery',
    title: label('A delivery is late', '配送延误怎么办', '配送延誤怎麼辦'),
    body: label(
      `1. Open the order and read the **last shipment event** aloud: place and time.
2. *Carrier exception* or no event for 24 hours: open a trace, answer from the carrier within one working day.
3. More than **3 days** late: offer a free replacement or cancellation without cost.
4. Gold and platinum: call back yourself, do not leave it to the automatic message.

Do not promise a day the carrier has not confirmed.`,
      `1. 打开订单，向客户说明**最近一条物流记录**的地点和时间。
2. 显示“承运异常”或 24 小时无更新：发起查件，承运商一个工作日内答复。
3. 延误超过 **3 天**：可免费补发或免费取消。
4. 金卡及白金客户：由您亲自回电，不要只靠自动短信。

承运商未确认的日期，不要承诺。`,
      `1. 開啟訂單，向客戶說明**最近一筆物流紀錄**的地點與時間。
2. 顯示「承運異常」或 24 小時無更新：發起查件，物流商一個工作天內回覆。
3. 延誤超過 **3 天**：可免費補寄或免費取消。
4. 金卡及白金客戶：由您親自回電，不要只靠自動簡訊。

物流商未確認的日期，不要承諾。`,
    ),
    updatedAt: Date.UTC(2026, 10, 9),
    reasonCodes: ['delivery.late', 'delivery.tracking', 'complaint.promise'],
  },
  {
    articleId: 'change-delivery-address',
    title: label('Change the delivery address', '更改送货地址', '更改送貨地址'),
    body: label(
      `Possible **until the parcel is out for delivery**.

- Not shipped: change it in the order, free.
- Shipped: redirect through the carrier, one day longer, free for gold and platinum.
- Out for delivery: not possible; agree on a second attempt or a pick-up point.

Read the new address back in full, with floor and gate, before you save it.`,
      `**派送之前**都可以更改。

- 未发货：在订单中直接修改，免费。
- 已发货：通过承运商改派，约延后一天；金卡及白金客户免费。
- 派送中：无法更改，可约定再次派送或自提点。

保存前完整复述新地址，包括楼层和门牌。`,
      `**派送之前**都可以更改。

- 未出貨：在訂單中直接修改，免費。
- 已出貨：透過物流商改派，約延後一天；金卡及白金客戶免費。
- 派送中：無法更改，可約定再次派送或自取點。

儲存前完整複述新地址，包括樓層與門牌。`,
    ),
    updatedAt: Date.UTC(2026, 6, 18),
    reasonCodes: ['delivery.address', 'account.contact_details'],
  },
  {
    articleId: 'damaged-or-missing',
    title: label('Damaged goods, missing items', '破损与缺件', '破損與缺件'),
    body: label(
      `Ask for **two photos** (parcel label and damage) by reply to the order e-mail; they arrive in the customer's files.

- Reported within 7 days: replacement or refund at once, no return below 50 in the order's currency.
- Later: still open a case, the warehouse checks the packing weight.
- Missing item: compare the packing weight in the order first. It tells in most cases.`,
      `请客户回复订单邮件，附上**两张照片**（面单和破损处），照片会自动进入客户文件。

- 7 天内反馈：立即补发或退款，订单币种 50 以下无需退货。
- 超过 7 天：仍可建立工单，由仓库核对打包重量。
- 缺件：先核对订单的打包重量，多数情况一看便知。`,
      `請客戶回覆訂單郵件，附上**兩張照片**（託運單與破損處），照片會自動進入客戶檔案。

- 7 天內反映：立即補寄或退款，訂單幣別 50 以下無須退貨。
- 超過 7 天：仍可建立案件，由倉庫核對包裝重量。
- 缺件：先核對訂單的包裝重量，多數情況一看便知。`,
    ),
    updatedAt: Date.UTC(2026, 9, 2),
    reasonCodes: ['delivery.damaged', 'delivery.missing', 'complaint.quality'],
  },
]
