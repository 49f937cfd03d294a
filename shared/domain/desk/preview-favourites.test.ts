import { expect, it } from 'vitest'
import { TransferTarget } from '#shared/protocol/call.ts'
import { previewFavourites } from './preview-favourites.ts'

const ava = TransferTarget.parse({ kind: 'agent', userId: 'ava' })
const queue = TransferTarget.parse({ kind: 'queue', queueId: 'ava' })
const number = TransferTarget.parse({ kind: 'number', number: '+14155550177' })
const set = (target: TransferTarget, marked: boolean) => ({ type: 'favourite.set' as const, target, marked })

it('adds what is marked at the end, once, and knows an agent from a queue of the same id', () => {
  expect(previewFavourites([ava], [set(queue, true), set(ava, true), set(number, true)])).toEqual([ava, queue, number])
})

it('takes away what is no longer marked, and the last word counts', () => {
  expect(previewFavourites([ava, queue], [set(ava, false), set(number, true), set(number, false)])).toEqual([queue])
})
