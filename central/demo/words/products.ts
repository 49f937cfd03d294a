import type { Label } from '#shared/protocol/view/catalog.ts'

export type Product = { name: Label /** US dollars */; price: number }

const product = (price: number, en: string, cn: string, tw: string): Product => ({
  price,
  name: { en, 'zh-CN': cn, 'zh-TW': tw },
})

export const products: readonly Product[] = [
  product(189, 'Wireless headset', '无线耳麦', '無線耳麥'),
  product(420, 'Label printer', '标签打印机', '標籤印表機'),
  product(75, 'Shipping scale', '包裹电子秤', '包裹電子秤'),
  product(1290, 'Standing desk', '升降办公桌', '升降辦公桌'),
  product(349, 'Office chair', '办公椅', '辦公椅'),
  product(28, 'Packing tape, 36 rolls', '封箱胶带 36 卷', '封箱膠帶 36 捲'),
  product(96, 'Carton boxes, 100', '瓦楞纸箱 100 个', '瓦楞紙箱 100 個'),
  product(640, 'Handheld scanner', '手持扫码枪', '手持掃描器'),
  product(55, 'Desk lamp', '护眼台灯', '護眼檯燈'),
  product(230, 'Air purifier', '空气净化器', '空氣清淨機'),
  product(38, 'Green tea, 1 kg', '龙井茶叶 1 公斤', '龍井茶葉 1 公斤'),
  product(899, 'Tablet 11"', '11 英寸平板电脑', '11 吋平板電腦'),
  product(129, 'Mechanical keyboard', '机械键盘', '機械鍵盤'),
  product(2450, 'Server rack cabinet', '服务器机柜', '伺服器機櫃'),
]

/** Units of the currency for one US dollar, near enough for a demo. */
export const rates: Record<string, number> = {
  CNY: 7.2,
  TWD: 32,
  HKD: 7.8,
  USD: 1,
  GBP: 0.8,
  SGD: 1.35,
  JPY: 150,
  EUR: 0.93,
}
/** Currencies without minor units in daily use keep their two digits here all the same, except the yen. */
export const minorUnits: Record<string, number> = { JPY: 1 }
