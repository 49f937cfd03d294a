import { expect, it } from 'vitest'
import { startI18n } from '#renderer/i18n/start-i18n.ts'
import { isolateText, joinParts } from './isolate-text.ts'

it('leaves names alone that turn nothing', () => {
  for (const name of ['Ava Lindqvist', '林晓彤', '𠮷野家', '👩‍👩‍👧', 'Zoë', 'é'.normalize('NFD')])
    expect(isolateText(name)).toBe(name)
})

it('isolates what is written right to left', () => {
  expect(isolateText('نور الهاشمي')).toBe('\u2068نور الهاشمي\u2069')
  expect(isolateText('משה')).toBe('\u2068משה\u2069')
})

it('drops overrides and isolates a name brings along', () => {
  expect(isolateText('Ann\u202egpj.exe')).toBe('Anngpj.exe')
  expect(isolateText('\u2069نور\u2067')).toBe('\u2068نور\u2069')
})

it('joins what is there', () => {
  expect(joinParts('נור', null, '', undefined, 'Acme')).toBe('\u2068נור\u2069 · Acme')
})

it('every value in a sentence is isolated', async () => {
  const { t } = await startI18n('en')
  expect(t('call:lastAgent', { name: 'نور' })).toBe('Last served by \u2068نور\u2069')
  expect(t('call:lastAgent', { name: 'Ann <b>\u202e' })).toBe('Last served by Ann <b>')
  expect(t('common:offlineData', { time: '09:06' })).toBe('From this desk, as of 09:06')
})
