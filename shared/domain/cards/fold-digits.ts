/** Stands for a sign that nobody sees, and for the second half of a wide digit. */
export const UNSEEN = '\u200b'

const ASCII = /^[\u0020-\u007e\n]*$/
const HAN_DIGITS = ['〇零', '一壹幺', '二贰貳', '三叁參', '四肆', '五伍', '六陆陸', '七柒', '八捌', '九玖']
const HAN = new Map(HAN_DIGITS.flatMap((signs, value) => [...signs].map((sign) => [sign, String(value)] as const)))
const INVISIBLE = /[\p{Cf}\p{Mn}\p{Me}]/u
const DECIMAL = /\p{Nd}/u
const NUMBER = /\p{N}/u

/**
 * The same text, place by place, with every kind of digit as 0 to 9 (full width, circled, Chinese, Arabic and all
 * other scripts), full-width punctuation as the narrow one, and what is invisible as U+200B. Its length never differs
 * from the text's, so a place in one is the same place in the other.
 */
export function foldDigits(text: string): string {
  if (ASCII.test(text)) return text
  let folded = ''
  for (const sign of text) folded += sign.length === 1 ? foldSign(sign) : foldSign(sign).padEnd(sign.length, UNSEEN)
  return folded
}

function foldSign(sign: string): string {
  if (sign <= '\u007f') return sign
  const han = HAN.get(sign)
  if (han !== undefined) return han
  // all other signs of this block are words: the tests below would cost the most for texts in Chinese
  if (sign >= '\u4e00' && sign <= '\u9fff') return sign
  if (INVISIBLE.test(sign)) return UNSEEN
  if (NUMBER.test(sign)) {
    const plain = sign.normalize('NFKC')
    if (/^\d$/.test(plain)) return plain
    return DECIMAL.test(sign) ? String(countBack(sign.codePointAt(0) ?? 0)) : sign
  }
  // ＋ － ／ （ and their like; signs of two halves stay what they are
  if (sign >= '\uff01' && sign <= '\uff5e') return String.fromCharCode(sign.charCodeAt(0) - 0xfee0)
  return sign
}

/** Unicode keeps the ten digits of a script side by side, zero first. */
function countBack(point: number): number {
  let value = 0
  while (value < 9 && DECIMAL.test(String.fromCodePoint(point - value - 1))) value += 1
  return value
}
