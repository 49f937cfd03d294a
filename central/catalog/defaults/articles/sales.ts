import type { DefaultArticle } from '#central/catalog/catalog-item.ts'
import { label } from '#central/catalog/label.ts'

export const salesArticles: readonly DefaultArticle[] = [
  {
    articleId: 'renewal-offer',
    title: label('Renewals and the 12-month offer', '续约与 12 个月套餐', '續約與 12 個月方案'),
    body: label(
      `Offer it when the contract ends **within 30 days** and no complaint is open.

- 12 months: 8% off, price fixed for the whole time.
- 24 months: 12% off, one change of plan free of charge.
- The customer wants to think: agree on a callback, the offer holds for 14 days.

An open dispute comes first. Nobody renews in the middle of one.`,
      `合同 **30 天内**到期且没有未结投诉时推荐。

- 12 个月：优惠 8%，期内价格不变。
- 24 个月：优惠 12%，可免费更换一次套餐。
- 客户需要考虑：约定回拨，优惠保留 14 天。

有争议先解决争议，没有人会在纠纷当中续约。`,
      `合約 **30 天內**到期且沒有未結客訴時推薦。

- 12 個月：優惠 8%，期內價格不變。
- 24 個月：優惠 12%，可免費更換一次方案。
- 客戶需要考慮：約定回電，優惠保留 14 天。

有爭議先解決爭議，沒有人會在糾紛當中續約。`,
    ),
    updatedAt: Date.UTC(2026, 10, 2),
    reasonCodes: ['sales.renewal', 'sales.upgrade', 'account.cancellation'],
  },
  {
    articleId: 'quotes-and-new-orders',
    title: label('Quotes and new orders', '报价与新订单', '報價與新訂單'),
    body: label(
      `- Up to 10 units: list price, order at once; delivery in 2–4 working days.
- 11 units and more: quote by e-mail within one working day, valid for 14 days.
- Out of stock: say the date of the next arrival from the order screen, never "soon".

Read back items, quantity, address and total before you place the order.`,
      `- 10 件以内：按标价立即下单，2–4 个工作日送达。
- 11 件及以上：一个工作日内邮件报价，有效期 14 天。
- 缺货：按订单页面告知下次到货日期，不要说“很快”。

下单前复述商品、数量、地址和总价。`,
      `- 10 件以內：按定價立即下單，2–4 個工作天送達。
- 11 件以上：一個工作天內以郵件報價，有效期 14 天。
- 缺貨：依訂單頁面告知下次到貨日期，不要說「很快」。

下單前複述商品、數量、地址與總價。`,
    ),
    updatedAt: Date.UTC(2026, 8, 11),
    reasonCodes: ['sales.quote', 'sales.new_order', 'product.availability'],
  },
]
