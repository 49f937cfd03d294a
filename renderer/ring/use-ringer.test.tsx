import { act, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import { fakeMedia, headset } from '#renderer/softphone/testing/fake-media.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { playRing } from './ring-sound.ts'
import { useRinger } from './use-ringer.ts'

let media: ReturnType<typeof fakeMedia>
beforeEach(() => {
  localStorage.clear()
  media = fakeMedia()
})
afterEach(() => media.remove())

function Ringer() {
  useRinger()
  return null
}
const open = () => renderConsole(makeFakeDesk({ snapshot: makeSnapshot(), now: () => testNow }), <Ringer />)
const lastSink = () => media.state.sinks.at(-1)

it('rings on the chosen device, on the system’s own while that is unplugged, and says so', async () => {
  const { tools } = await open()
  playRing(1, 1000)
  expect(media.state.sinks).toEqual([])
  act(() => tools.audio.setState({ ringer: { deviceId: 'out-2', label: 'Monitor' } }))
  await waitFor(() => expect(lastSink()).toBe('out-2'))
  act(() => media.change(headset.filter(({ deviceId }) => deviceId !== 'out-2')))
  await waitFor(() => expect(lastSink()).toBe(''))
  expect(await screen.findByText(/“Monitor” is not there/)).toBeTruthy()
  act(() => media.change(headset))
  await waitFor(() => expect(lastSink()).toBe('out-2'))
})
