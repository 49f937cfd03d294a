import { expect, it } from 'vitest'
import { headset } from '../testing/fake-media.ts'
import { listDevices, resolveAudio } from './list-devices.ts'
import { toLevel } from './measure-level.ts'

const nothing = { microphone: null, speaker: null, ringer: null }

it('lists each device once, without the aliases of the system’s own', () => {
  const list = listDevices(headset)
  expect(list.named).toBe(true)
  expect(list.microphones.map(({ deviceId }) => deviceId)).toEqual(['mic-1', 'mic-2'])
  expect(list.outputs.map(({ deviceId }) => deviceId)).toEqual(['out-1', 'out-2'])
})

it('knows that nothing is named before the microphone is allowed', () => {
  const list = listDevices([{ kind: 'audioinput', deviceId: '', label: '' }])
  expect(list).toEqual({ named: false, microphones: [], outputs: [] })
})

it('finds a chosen device by its name where the browser gave it another id, and names one that is away', () => {
  const list = listDevices(headset)
  const choice = {
    ...nothing,
    microphone: { deviceId: 'old-id', label: 'Headset microphone' },
    speaker: { deviceId: 'out-9', label: 'Old headset' },
  }
  expect(resolveAudio(choice, list)).toEqual({
    microphone: { deviceId: 'mic-1', missing: null },
    speaker: { deviceId: '', missing: 'Old headset' },
    ringer: { deviceId: '', missing: null },
  })
})

it('tells exact silence from a quiet room, and shows loud as full', () => {
  expect(toLevel(new Float32Array(64))).toBe(0)
  expect(toLevel(new Float32Array(64).fill(0.002))).toBeGreaterThan(0)
  expect(toLevel(new Float32Array(64).fill(1))).toBe(1)
})
