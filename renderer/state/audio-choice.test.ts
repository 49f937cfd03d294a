import { expect, it } from 'vitest'
import { openAudioChoice } from './audio-choice.ts'

const nothing = { microphone: null, speaker: null, ringer: null }

it('keeps the choice on this computer and begins anew with a broken one', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const ringer = { deviceId: 'out-2', label: 'Monitor' }
  openAudioChoice(storage).setState({ ringer })
  expect(openAudioChoice(storage).getState()).toEqual({ ...nothing, ringer })
  for (const broken of ['{', '7', 'null', '{"ringer":{"deviceId":7}}']) {
    storage.setItem('ringdesk.audio', broken)
    expect(openAudioChoice(storage).getState()).toEqual(nothing)
  }
})
