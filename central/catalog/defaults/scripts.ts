import type { DefaultScript } from '#central/catalog/catalog-item.ts'
import { label } from '#central/catalog/label.ts'

/** What to say first, and the three or four things not to forget. */
export const defaultScripts: readonly DefaultScript[] = [
  {
    scriptId: 'general',
    title: label('General service', '综合服务', '綜合服務'),
    greeting: label(
      'Thank you for calling. How may I help you today?',
      '您好，感谢您的来电，请问有什么可以帮您？',
      '您好，感謝您的來電，請問有什麼可以為您服務？',
    ),
    steps: [
      label('Confirm whom you are speaking to', '确认来电人身份', '確認來電者身分'),
      label('Repeat the request in one sentence', '用一句话复述客户的需求', '用一句話複述客戶的需求'),
      label(
        'Solve it, or say who will and by when',
        '当场解决，或说明由谁在何时答复',
        '當場解決，或說明由誰於何時回覆',
      ),
      label('Ask whether there is anything else', '询问是否还有其他需要', '詢問是否還有其他需要'),
    ],
  },
  {
    scriptId: 'gold-support',
    title: label('Gold support', '金卡服务', '金卡服務'),
    greeting: label(
      'Thank you for waiting, and for being a gold customer. I have your record in front of me: shall we pick up where you left off?',
      '您好，感谢您的耐心等待，也感谢您一直以来的支持。您的资料我已经看到，我们接着上次的事情处理，可以吗？',
      '您好，感謝您的耐心等候，也感謝您一直以來的支持。您的資料我已經看到，我們接續上次的事情處理，可以嗎？',
    ),
    steps: [
      label('Confirm the matter and its reference number', '确认事项及单号', '確認事項及單號'),
      label('Explain what was done so far', '说明目前的处理进展', '說明目前的處理進度'),
      label('Agree on the answer and its time', '约定答复内容和时间', '約定回覆內容與時間'),
      label(
        'Mention the renewal, if one is due within 30 days',
        '如 30 天内到期，提及续约',
        '如 30 天內到期，提及續約',
      ),
    ],
  },
  {
    scriptId: 'billing',
    title: label('Billing', '账务', '帳務'),
    greeting: label(
      'Billing, good day. Do you have the invoice or order number at hand?',
      '您好，账务服务。请问您手边有发票号码或订单号吗？',
      '您好，帳務服務。請問您手邊有發票號碼或訂單編號嗎？',
    ),
    steps: [
      label('Confirm the invoice number', '确认发票号码', '確認發票號碼'),
      label('Explain the charge, or start a correction', '解释费用，或发起更正', '說明費用，或發起更正'),
      label(
        'Never take a card number by voice or note',
        '切勿在通话或备注中记录银行卡号',
        '切勿在通話或備註中記錄信用卡號',
      ),
      label('Agree on when the answer comes', '约定答复时间', '約定回覆時間'),
    ],
  },
  {
    scriptId: 'mandarin-line',
    title: label('Mandarin line', '普通话专线', '國語專線'),
    greeting: label(
      'Nín hǎo, this is the Mandarin line. How may I help you?',
      '您好，这里是普通话专线，请问怎么称呼您？',
      '您好，這裡是國語專線，請問怎麼稱呼您？',
    ),
    steps: [
      label('Ask how the caller would like to be addressed', '询问客户如何称呼', '詢問客戶如何稱呼'),
      label('Confirm the language for letters and messages', '确认书面联系使用的语言', '確認書面聯絡使用的語言'),
      label('Handle the request and repeat the result', '处理请求并复述结果', '處理需求並複述結果'),
    ],
  },
]
