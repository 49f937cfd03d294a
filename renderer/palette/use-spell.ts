import { useEffect, useState } from 'react'
import type { Spell } from './match-text.ts'

/** Pinyin for Chinese screens, loaded when they are shown (its dictionary is large); null until then and in English. */
export function useSpell(locale: string): Spell | null {
  const [spell, setSpell] = useState<Spell | null>(null)
  const chinese = locale.startsWith('zh')
  useEffect(() => {
    if (!chinese) return
    let gone = false
    void import('pinyin-pro').then(({ pinyin }) => {
      if (gone) return
      setSpell(() => (text: string) => {
        const syllables = pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive' })
        const joined = (parts: string[]) => parts.join('').toLowerCase().replace(/\s/g, '')
        return [joined(syllables), joined(syllables.map((syllable) => syllable.charAt(0)))]
      })
    })
    return () => {
      gone = true
    }
  }, [chinese])
  return chinese ? spell : null
}
