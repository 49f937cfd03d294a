import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { makeSnapshot, testNow } from '#renderer/customer/testing/make-snapshot.ts'
import { renderConsole } from '#renderer/customer/testing/render-console.tsx'
import { QueueId } from '#shared/protocol/ids.ts'
import { makeFakeDesk } from '#test/support/fake-desk.ts'
import { ReadyCheck } from './ready-check.tsx'

const makeDesk = (changes: Parameters<typeof makeSnapshot>[0] = {}) =>
  makeFakeDesk({ snapshot: makeSnapshot(changes), now: () => testNow })

it('never makes anybody available by itself', async () => {
  const desk = makeDesk()
  const onDone = vi.fn()
  await renderConsole(desk, <ReadyCheck onDone={onDone} />)
  await userEvent.click(await screen.findByRole('button', { name: /Not ready/ }))
  expect(onDone).toHaveBeenCalledOnce()
  expect(desk.sent.filter((command) => command.kind === 'live')).toEqual([])
})

it('asks for Available when the agent chooses it, and stays when that is refused', async () => {
  const desk = makeDesk()
  const onDone = vi.fn()
  desk.refuseLive({ code: 'state_not_allowed' })
  await renderConsole(desk, <ReadyCheck onDone={onDone} />)
  await userEvent.click(await screen.findByRole('button', { name: /^Available/ }))
  expect(await screen.findByText(/The state was not changed/)).toBeTruthy()
  expect(onDone).not.toHaveBeenCalled()
  desk.refuseLive(null)
  await userEvent.click(screen.getByRole('button', { name: /^Available/ }))
  await waitFor(() => expect(onDone).toHaveBeenCalledOnce())
  expect(desk.sent.at(-1)).toEqual({ kind: 'live', command: { type: 'agent.set-state', state: { kind: 'available' } } })
})

it('says what is away and keeps Available out of reach while central is', async () => {
  await renderConsole(makeDesk({ link: { kind: 'offline', since: testNow } }), <ReadyCheck onDone={() => {}} />)
  expect(await screen.findByText(/Not connected. You can read and write/)).toBeTruthy()
  expect((screen.getByRole('button', { name: /^Available/ }) as HTMLButtonElement).disabled).toBe(true)
  expect((screen.getByRole('button', { name: /Not ready/ }) as HTMLButtonElement).disabled).toBe(false)
})

it('says to who serves no queue that no call comes, in the place of Available', async () => {
  const desk = makeDesk({ floor: { asOf: testNow, serving: [], queues: [], parked: [], voicemails: [] } })
  await renderConsole(desk, <ReadyCheck onDone={() => {}} />)
  expect(await screen.findByText('You are in no queue, so no call comes')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^Available/ })).toBeNull()
  expect(screen.queryByText(/Calls can reach you/)).toBeNull()
  act(() =>
    desk.notify({
      kind: 'floor',
      floor: { asOf: testNow, serving: [QueueId.parse('gold')], queues: [], parked: [], voicemails: [] },
    }),
  )
  expect(await screen.findByRole('button', { name: /^Available/ })).toBeTruthy()
})
