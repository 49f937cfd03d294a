import { dropDraft, readCard, saveDraft, seeToRefused } from './at-the-desk.ts'
import { answer, beAvailable, decline, extend, live, onCall, steer, takeOver } from './on-calls.ts'
import { callSomebody, cancelDialling } from './on-dialling.ts'
import {
  acknowledge,
  addCustomer,
  completeTask,
  dispose,
  editCustomer,
  finish,
  link,
  makeTask,
  writeNote,
} from './on-paper.ts'
import { park, pickUp } from './on-parked.ts'
import { pauseRecording, resumeRecording } from './on-recordings.ts'
import { ask, leave, pressKeys, sendOn, steerConsult } from './on-transfers.ts'
import { takeOnMessage } from './on-voicemail.ts'
import type { Action } from './send.ts'

/** What people do, by how often. */
export const actions: readonly (readonly [number, string, Action])[] = [
  [30, 'is available', beAvailable],
  [2, 'takes a break', (at) => live(at, { type: 'agent.set-state', state: { kind: 'not_ready', reason: 'break' } })],
  [1, 'goes offline', (at) => live(at, { type: 'agent.set-state', state: { kind: 'offline' } })],
  [40, 'answers', answer],
  [2, 'declines', decline],
  [5, 'steers the call', steer],
  [3, 'hangs up', (at) => onCall(at, (callId) => ({ type: 'call.hang-up', callId }))],
  [8, 'asks somebody', ask],
  [6, 'pauses the recording', pauseRecording],
  [6, 'has it recorded again', resumeRecording],
  [10, 'swaps', steerConsult('call.swap')],
  [8, 'merges', steerConsult('call.merge')],
  [12, 'completes a transfer', steerConsult('call.complete')],
  [8, 'lets go who was asked', steerConsult('call.cancel-consult')],
  [8, 'leaves who asked', leave],
  [3, 'sends the call on', sendOn],
  [4, 'parks', park],
  [10, 'picks a parked call up', pickUp],
  [10, 'takes a message on', takeOnMessage],
  [1, 'presses keys', pressKeys],
  [6, 'calls somebody', callSomebody],
  [4, 'thinks better of a call', cancelDialling],
  [10, 'writes a note', writeNote],
  [5, 'disposes', dispose],
  [8, 'finishes', finish],
  [1, 'extends', extend],
  [5, 'looks at a customer', readCard],
  [9, 'edits a customer', editCustomer],
  [1, 'adds a customer', addCustomer],
  [2, 'links', link],
  [2, 'makes a task', makeTask],
  [2, 'completes a task', completeTask],
  [1, 'acknowledges', acknowledge],
  [7, 'types', saveDraft],
  [1, 'drops a draft', dropDraft],
  [2, 'sees to refused work', seeToRefused],
  [3, 'takes over', takeOver],
]
