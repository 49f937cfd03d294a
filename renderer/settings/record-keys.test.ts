import { expect, it } from 'vitest'
import { recordKeys } from './record-keys.ts'

const press = (code: string, held: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey', boolean>> = {}) =>
  recordKeys({ code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held })

it('records chords and function keys in the notation of the shortcuts', () => {
  expect(press('KeyK', { ctrlKey: true })).toEqual({ kind: 'keys', keys: 'ctrl+k' })
  expect(press('Digit1', { altKey: true, shiftKey: true })).toEqual({ kind: 'keys', keys: 'alt+shift+1' })
  expect(press('F2')).toEqual({ kind: 'keys', keys: 'f2' })
  expect(press('Enter', { ctrlKey: true })).toEqual({ kind: 'keys', keys: 'ctrl+enter' })
})

it('refuses what belongs to typing', () => {
  expect(press('KeyA')).toEqual({ kind: 'typing' })
  expect(press('KeyA', { shiftKey: true })).toEqual({ kind: 'typing' })
  expect(press('Digit3')).toEqual({ kind: 'typing' })
})

it('waits for the key after a modifier and leaves on Escape and Tab', () => {
  expect(press('ControlLeft', { ctrlKey: true })).toEqual({ kind: 'partial' })
  expect(press('Escape')).toEqual({ kind: 'leave' })
  expect(press('Tab')).toEqual({ kind: 'leave' })
})
