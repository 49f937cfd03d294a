import { expect, it } from 'vitest'
import { loadWords } from './resources.ts'

type Texts = [key: string, text: string][]
const all = {
  en: listTexts(await loadWords('en')),
  'zh-CN': listTexts(await loadWords('zh-CN')),
  'zh-TW': listTexts(await loadWords('zh-TW')),
}
const chinese = [...all['zh-CN'], ...all['zh-TW']]

function listTexts(words: object, prefix = ''): Texts {
  return Object.entries(words).flatMap(
    ([key, value]): Texts =>
      typeof value === 'string' ? [[prefix + key, value]] : listTexts(value, `${prefix}${key}.`),
  )
}
const find = (texts: Texts, wrong: RegExp) =>
  texts.filter(([, text]) => wrong.test(text.replace(/\{\{\w+\}\}/g, '\ufffc')))

it('every language has the plural forms it counts with', () => {
  const english = all.en.map(([key]) => key).filter((key) => /_(one|other)$/.test(key))
  const stems = new Set(english.map((key) => key.replace(/_(one|other)$/, '')))
  expect([...stems].flatMap((stem) => [`${stem}_one`, `${stem}_other`]).sort()).toEqual(english.sort())
  expect(chinese.filter(([key]) => key.endsWith('_one'))).toEqual([])
})

it('Chinese has full-width punctuation', () => {
  expect(
    find(chinese, /[\p{Script=Han}\ufffc][,;:?!]|[,;:?!(][\p{Script=Han}]|\p{Script=Han}[()]|\.\.\.|。。/u),
  ).toEqual([])
  expect(find(all['zh-CN'], /[「」『』]/)).toEqual([])
  expect(find(all['zh-TW'], /[“”‘’]/)).toEqual([])
})

it('Chinese keeps a space from Latin letters and digits, and none from Chinese', () => {
  expect(find(chinese, /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}|\p{Script=Han} +\p{Script=Han}/u)).toEqual(
    [],
  )
})

it('English has one ellipsis and no space before a percent sign', () => {
  expect(find(all.en, /\.\.\.| …| %| {2}/)).toEqual([])
})

// docs/words.md says which word is ours; these are the ones that slip in
it('Traditional Chinese is Taiwan’s, not converted', () => {
  const foreign =
    /坐席|隊列|設置|默認|保存|信息|數據|網絡|屏幕|軟件|程序|用戶|搜索|鏈接|服務器|點擊|视|賬|渠道|話後整理|回撥|任務|標示為/
  expect(find(all['zh-TW'], foreign)).toEqual([])
})

it('Simplified Chinese uses one word for one thing', () => {
  expect(find(all['zh-CN'], /话后整理|笔记|客服人员|伺服器|等候|网路|登入|登出|预设|中心|会话|用户名/)).toEqual([])
})
