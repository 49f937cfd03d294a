/** Parts of company names, by the language they are written in. */
export const companyWords = {
  'zh-CN': {
    heads: '北风 明光 远航 恒达 瑞丰 华信 天宇 博远 新源 嘉禾 金桥 海诺 卓越 云帆 万象 启明 安泰 中科 盛世 长青'.split(
      ' ',
    ),
    trades: '物流 科技 贸易 食品 电子 医疗 建材 文化传媒 服饰 机械'.split(' '),
    form: '有限公司',
  },
  'zh-TW': {
    heads: '遠見 大同 永豐 宏達 聯合 信義 長榮 立晶 茂盛 建興 東方 森林'.split(' '),
    trades: '科技 貿易 食品 物流 電子 設計 生技'.split(' '),
    form: '股份有限公司',
  },
  en: {
    heads:
      'Northwind Brightside Harbor Redwood Clearwater Summit Lakeside Ironbridge Bluebird Oakfield Silverline Meridian Kestrel Fairmont Goldcrest Evergreen'.split(
        ' ',
      ),
    trades: 'Logistics,Foods,Textiles,Medical,Electronics,Interiors,Consulting,Tools,Books,Energy'.split(','),
    form: 'Ltd',
  },
} as const

export const jobTitles = {
  'zh-CN': '运营经理 采购主管 财务经理 总经理 行政专员 技术总监 客户经理 仓储主管'.split(' '),
  'zh-TW': '營運經理 採購主任 財務經理 總經理 行政專員 技術總監'.split(' '),
  en: 'Operations manager,Head of purchasing,Finance manager,Managing director,Office manager,Technical lead,Warehouse lead'.split(
    ',',
  ),
} as const

export const tags = {
  'zh-CN': 'VIP客户 月结 易碎品 周末配送 老客户 需开专票 推荐人'.split(' '),
  'zh-TW': '貴賓 月結 易碎品 週末配送 老客戶 統編發票'.split(' '),
  en: 'key account,monthly billing,fragile goods,weekend delivery,referrer,prefers e-mail'.split(','),
} as const
