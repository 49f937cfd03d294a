import type { DefaultArticle } from '#central/catalog/catalog-item.ts'
import { label } from '#central/catalog/label.ts'

export const careArticles: readonly DefaultArticle[] = [
  {
    articleId: 'cannot-sign-in',
    title: label('The customer cannot sign in', '客户无法登录', '客戶無法登入'),
    body: label(
      `1. Which message is shown? *Wrong password* and *account locked* are different things.
2. Locked: it opens by itself after 15 minutes. You may open it at once after verification.
3. No reset e-mail: check the address letter by letter, then the spam folder.
4. Number or address changed: update it in the record, then send the link again.

You never need the customer's password. Say so if they offer it.`,
      `1. 页面提示什么？“密码错误”和“账户锁定”处理方式不同。
2. 账户锁定：15 分钟后自动解锁；完成身份核验后可立即解锁。
3. 收不到重置邮件：逐字核对邮箱，再查垃圾邮件。
4. 手机号或邮箱已变更：先在资料中更新，再重新发送链接。

我们从不需要客户的密码，客户主动提供时请说明。`,
      `1. 頁面顯示什麼？「密碼錯誤」與「帳戶鎖定」處理方式不同。
2. 帳戶鎖定：15 分鐘後自動解鎖；完成身分核驗後可立即解鎖。
3. 收不到重設郵件：逐字核對信箱，再查垃圾郵件。
4. 手機號碼或信箱已變更：先在資料中更新，再重新傳送連結。

我們從不需要客戶的密碼，客戶主動提供時請說明。`,
    ),
    updatedAt: Date.UTC(2026, 5, 25),
    reasonCodes: ['account.login', 'account.contact_details'],
  },
  {
    articleId: 'privacy-requests',
    title: label('Privacy: access, deletion, do not call', '隐私：查阅、删除与拒绝来电', '隱私：查閱、刪除與拒接來電'),
    body: label(
      `- **Do not call:** set the mark in the record at once. It takes effect for every campaign immediately.
- **Access or deletion:** note the request word for word and choose the reason *Privacy and data*. The data team answers within 30 days.
- **Recording:** a customer who does not want to be recorded is asked once, then the consent is set to *no*.

Do not discuss whether the request is justified.`,
      `- **拒绝营销来电**：立即在资料中勾选，所有外呼活动即时生效。
- **查阅或删除数据**：逐字记录请求，原因选“隐私与个人数据”，数据团队 30 天内答复。
- **录音**：客户不愿录音时，确认一次后将录音同意设为“否”。

不要与客户讨论请求是否合理。`,
      `- **拒接行銷來電**：立即在資料中勾選，所有外撥活動即時生效。
- **查閱或刪除資料**：逐字記錄請求，原因選「隱私與個人資料」，資料團隊 30 天內回覆。
- **錄音**：客戶不願錄音時，確認一次後將錄音同意設為「否」。

不要與客戶討論請求是否合理。`,
    ),
    updatedAt: Date.UTC(2026, 4, 14),
    reasonCodes: ['account.privacy', 'account.do_not_call'],
  },
  {
    articleId: 'handle-a-complaint',
    title: label('Handle a complaint', '处理投诉', '處理客訴'),
    body: label(
      `1. **Listen to the end.** Note the customer's own words.
2. Say sorry for the experience, not for the rule.
3. Repeat what happened and what the customer wants.
4. Offer one thing you can do now, and one with a date.
5. Not settled: outcome *Escalated*, a team lead calls within four working hours.

Up to 5% of the order, at most 200, you may decide on your own.`,
      `1. **先听完**。用客户的原话记录。
2. 为客户的感受道歉，而不是为规定道歉。
3. 复述经过和客户的诉求。
4. 提出一件现在能做的事，和一件有明确日期的事。
5. 未能解决：结果选“已升级”，主管四个工作小时内回电。

订单金额 5% 以内、最高 200，可自行决定。`,
      `1. **先聽完**。用客戶的原話記錄。
2. 為客戶的感受致歉，而不是為規定致歉。
3. 複述經過與客戶的訴求。
4. 提出一件現在能做的事，與一件有明確日期的事。
5. 未能解決：結果選「已轉呈」，主管四個工作小時內回電。

訂單金額 5% 以內、最高 200，可自行決定。`,
    ),
    updatedAt: Date.UTC(2026, 9, 28),
    reasonCodes: ['complaint.service', 'complaint.quality', 'complaint.waiting', 'complaint.promise'],
  },
  {
    articleId: 'warranty-and-repair',
    title: label('Warranty and repair', '保修与维修', '保固與維修'),
    body: label(
      `Warranty is **24 months** from delivery; batteries 12.

- Try the three steps first: restart, update, reset. They solve about half of the calls.
- Still broken: open a case, the customer gets a label by e-mail. Repair takes 5–7 working days.
- Second repair of the same fault: exchange, no discussion.
- Out of warranty: give the repair price before the device is sent in.`,
      `自签收起保修 **24 个月**，电池 12 个月。

- 先做三步：重启、更新、重置，约一半来电可当场解决。
- 仍未恢复：建立工单，客户会收到寄修面单，维修 5–7 个工作日。
- 同一故障第二次维修：直接换新。
- 超出保修期：寄修前先告知维修价格。`,
      `自簽收起保固 **24 個月**，電池 12 個月。

- 先做三步：重新啟動、更新、重設，約一半來電可當場解決。
- 仍未恢復：建立案件，客戶會收到寄修託運單，維修 5–7 個工作天。
- 同一故障第二次維修：直接換新。
- 超出保固期：寄修前先告知維修價格。`,
    ),
    updatedAt: Date.UTC(2026, 3, 7),
    reasonCodes: ['product.defect', 'product.warranty', 'product.how_to'],
  },
]
