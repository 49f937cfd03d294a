/** Characters with their traditional writing. Frequency falls along the list. */
const SURNAMES =
  '王王 李李 张張 刘劉 陈陳 杨楊 黄黃 赵趙 吴吳 周周 徐徐 孙孫 马馬 朱朱 胡胡 郭郭 何何 林林 高高 罗羅 郑鄭 梁梁 谢謝 宋宋 唐唐 许許 邓鄧 韩韓 冯馮 曹曹 彭彭 曾曾 萧蕭 田田 董董 潘潘 袁袁 蔡蔡 蒋蔣 余余 于于 杜杜 叶葉 程程 魏魏 苏蘇 吕呂 丁丁 任任 卢盧 姚姚 沈沈 钟鐘 姜姜 崔崔 谭譚 陆陸 范范 汪汪 廖廖 石石 金金 韦韋 贾賈 夏夏 付付 方方 邹鄒 熊熊 白白 孟孟 秦秦 邱邱 侯侯 江江 尹尹 薛薛 闫閆 段段 雷雷 龙龍 史史 陶陶 贺賀 顾顧 毛毛 郝郝 龚龔 邵邵 万萬 覃覃 钱錢 戴戴 严嚴 欧歐 莫莫 孔孔 向向 单單 仇仇'
const GIVEN =
  '伟偉 芳芳 娜娜 敏敏 静靜 丽麗 强強 磊磊 军軍 洋洋 勇勇 艳艷 杰傑 娟娟 涛濤 明明 超超 秀秀 霞霞 平平 刚剛 桂桂 英英 华華 玉玉 文文 志志 建建 国國 海海 春春 雨雨 桐桐 思思 子子 航航 晓曉 彤彤 依依 然然 凯凱 佳佳 怡怡 欣欣 妍妍 梓梓 涵涵 浩浩 宇宇 轩軒 博博 嘉嘉 诗詩 琪琪 婷婷 俊俊 熙熙 泽澤 睿睿 家家 豪豪 雅雅 慧慧 淑淑 珍珍 美美 玲玲 惠惠 雪雪 梅梅 兰蘭 竹竹 云雲 月月 星星 辰辰 阳陽 光光 永永 安安 宁寧 康康 福福 荣榮 立立 诚誠 信信 仁仁 德德 义義 礼禮 哲哲 瑞瑞 祥祥 和和 乐樂 远遠'

type Pair = { simplified: string; traditional: string }

const readPairs = (text: string): Pair[] =>
  text.split(' ').map((pair) => ({ simplified: pair.slice(0, 1), traditional: pair.slice(1) }))

export const surnames = readPairs(SURNAMES)
export const givenCharacters = readPairs(GIVEN)
export const compoundSurnames: readonly Pair[] = [
  { simplified: '欧阳', traditional: '歐陽' },
  { simplified: '司徒', traditional: '司徒' },
  { simplified: '上官', traditional: '上官' },
  { simplified: '诸葛', traditional: '諸葛' },
]
