import { expect, it } from 'vitest'
import type { DeskNotice } from '#shared/protocol/desk-port.ts'
import { bundleNotices } from './bundle-notices.ts'

it('sends what one turn told as one message, in order, and the next turn as the next', async () => {
  const sent: (readonly DeskNotice[])[] = []
  const tell = bundleNotices((notices) => sent.push(notices))
  const first: DeskNotice = { kind: 'draft-dropped', key: 'a' }
  const second: DeskNotice = { kind: 'number-link', number: '+31107942200' }
  tell(first)
  tell(second)
  expect(sent).toEqual([])
  await Promise.resolve()
  tell(first)
  await Promise.resolve()
  expect(sent).toEqual([[first, second], [first]])
})
