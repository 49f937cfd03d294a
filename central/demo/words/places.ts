import type { Locale } from '#shared/protocol/scalars.ts'

export type City = { city: string; region: string; zone: string; postalCode: string; streets: readonly string[] }
export type Country = {
  /** ISO 3166-1 alpha-2 */
  code: string
  /** how often a demo customer lives here */
  weight: number
  currency: string
  /** what the people there write to us in */
  language: Locale
  cities: readonly City[]
}

const city = (name: string, region: string, zone: string, postalCode: string, streets: string): City => ({
  city: name,
  region,
  zone,
  postalCode,
  streets: streets.split('|'),
})

const SHANGHAI = 'Asia/Shanghai'

/** Where demo customers live, with streets that exist. */
export const countries: readonly Country[] = [
  {
    code: 'CN',
    weight: 44,
    currency: 'CNY',
    language: 'zh-CN',
    cities: [
      city('上海', '上海市', SHANGHAI, '200120', '世纪大道|淮海中路|南京西路|长宁路'),
      city('北京', '北京市', SHANGHAI, '100020', '朝阳北路|建国门外大街|中关村大街'),
      city('深圳', '广东省', SHANGHAI, '518000', '深南大道|科苑路|滨海大道'),
      city('广州', '广东省', SHANGHAI, '510620', '天河路|体育西路|环市东路'),
      city('杭州', '浙江省', SHANGHAI, '310000', '文三路|延安路|江南大道'),
      city('成都', '四川省', SHANGHAI, '610000', '天府大道|人民南路|春熙路'),
      city('武汉', '湖北省', SHANGHAI, '430000', '中山大道|珞喻路|建设大道'),
      city('西安', '陕西省', SHANGHAI, '710000', '南大街|高新路|雁塔路'),
    ],
  },
  {
    code: 'TW',
    weight: 12,
    currency: 'TWD',
    language: 'zh-TW',
    cities: [
      city('臺北', '臺北市', 'Asia/Taipei', '110', '信義路五段|忠孝東路四段|南京東路三段'),
      city('臺中', '臺中市', 'Asia/Taipei', '407', '臺灣大道三段|文心路二段'),
      city('高雄', '高雄市', 'Asia/Taipei', '802', '中正二路|四維三路'),
    ],
  },
  {
    code: 'HK',
    weight: 9,
    currency: 'HKD',
    language: 'zh-TW',
    cities: [
      city('香港', '中環', 'Asia/Hong_Kong', '', '皇后大道中|德輔道中'),
      city('香港', '九龍', 'Asia/Hong_Kong', '', '彌敦道|廣東道'),
    ],
  },
  {
    code: 'US',
    weight: 14,
    currency: 'USD',
    language: 'en',
    cities: [
      city('Chicago', 'IL', 'America/Chicago', '60601', 'N Michigan Ave|W Randolph St|S Wacker Dr'),
      city('Seattle', 'WA', 'America/Los_Angeles', '98101', 'Pine St|Mercer St|Westlake Ave'),
      city('New York', 'NY', 'America/New_York', '10016', 'Lexington Ave|W 23rd St|Broadway'),
    ],
  },
  {
    code: 'GB',
    weight: 11,
    currency: 'GBP',
    language: 'en',
    cities: [
      city('London', 'Greater London', 'Europe/London', 'E1 6AN', 'Commercial Street|Brick Lane|Whitechapel Road'),
      city('Manchester', 'Greater Manchester', 'Europe/London', 'M1 1AE', 'Oxford Road|Deansgate'),
      city('Leeds', 'West Yorkshire', 'Europe/London', 'LS1 4AP', 'Wellington Street|The Headrow'),
    ],
  },
  {
    code: 'SG',
    weight: 7,
    currency: 'SGD',
    language: 'en',
    cities: [city('Singapore', 'Central', 'Asia/Singapore', '238859', 'Orchard Road|Bukit Timah Road|Serangoon Road')],
  },
  {
    code: 'JP',
    weight: 3,
    currency: 'JPY',
    language: 'en',
    cities: [
      city('東京', '東京都', 'Asia/Tokyo', '150-0001', '神宮前1丁目|渋谷2丁目'),
      city('大阪', '大阪府', 'Asia/Tokyo', '530-0001', '梅田1丁目|北浜2丁目'),
    ],
  },
]
