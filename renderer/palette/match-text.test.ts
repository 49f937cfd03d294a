import { pinyin } from 'pinyin-pro'
import { describe, expect, it } from 'vitest'
import { filterByText, type Spell, scoreText } from './match-text.ts'

const spell: Spell = (text) => {
  const syllables = pinyin(text, { toneType: 'none', type: 'array' })
  return [syllables.join(''), syllables.map((one) => one[0]).join('')]
}

describe('matching what was typed', () => {
  it('finds Chinese actions by syllables, initials and characters', () => {
    expect(scoreText('接听', 'jieting', spell)).toBeGreaterThan(0)
    expect(scoreText('接听', 'jt', spell)).toBeGreaterThan(0)
    expect(scoreText('接听', '听', spell)).toBeGreaterThan(0)
    expect(scoreText('接听', 'gd', spell)).toBe(0)
  })

  it('ignores case and accents, and finds inside a word', () => {
    expect(scoreText('Résumé call', 'resume', null)).toBe(3)
    expect(scoreText('Not ready', 'READY', null)).toBe(2)
    expect(scoreText('Available', 'vail', null)).toBe(1)
  })

  it('puts the best first and keeps the order of equals', () => {
    const labels = ['Take a call', 'Call back', 'Recall', 'Calls']
    expect(filterByText(labels, 'call', null, (label) => label)).toEqual([
      'Call back',
      'Calls',
      'Take a call',
      'Recall',
    ])
  })
})
