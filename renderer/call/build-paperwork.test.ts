import { describe, expect, it } from 'vitest'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { InteractionId } from '#shared/protocol/ids.ts'
import type { Label } from '#shared/protocol/view/catalog.ts'
import { buildPaperwork, findMissing } from './build-paperwork.ts'
import { readOutcomeDraft } from './outcome-draft.ts'

const label: Label = { en: 'x', 'zh-CN': 'x', 'zh-TW': 'x' }
const catalog = {
  dispositions: [
    { code: 'resolved', label, needsFollowUp: false, needsReason: true },
    { code: 'callback', label, needsFollowUp: true, needsReason: false },
    { code: 'no_action', label, needsFollowUp: false, needsReason: false },
  ],
}
const interactionId = InteractionId.parse('int-1')
const draft = (fields: Parameters<typeof readOutcomeDraft>[0]) => readOutcomeDraft(fields)

describe('what is still needed', () => {
  it('is an outcome only where the queue asks for one', () => {
    expect(findMissing(draft({}), catalog, true)).toEqual(['code'])
    expect(findMissing(draft({}), catalog, false)).toEqual([])
  })

  it('follows the chosen outcome', () => {
    expect(findMissing(draft({ code: 'no_action' }), catalog, true)).toEqual([])
    expect(findMissing(draft({ code: 'resolved' }), catalog, true)).toEqual(['reasonCode'])
    expect(findMissing(draft({ code: 'resolved', reasonCode: 'billing.dispute' }), catalog, true)).toEqual([])
    expect(findMissing(draft({ code: 'callback' }), catalog, true)).toEqual(['followUpTitle', 'followUpDueAt'])
  })

  it('is an outcome again when the chosen one is no longer offered', () => {
    expect(findMissing(draft({ code: 'withdrawn' }), catalog, true)).toEqual(['code'])
  })
})

describe('the paperwork of a form', () => {
  it('is nothing for an empty form', () => {
    expect(buildPaperwork(interactionId, draft({ note: '   ', noteId: 'note-1' }))).toEqual([])
  })

  it('holds note, outcome and follow-up, each acceptable to the wire', () => {
    const bodies = buildPaperwork(
      interactionId,
      draft({
        note: '对发票有异议',
        noteId: 'note-1',
        code: 'callback',
        followUpId: 'task-1',
        followUpTitle: ' send invoice ',
        followUpDueAt: 5000,
      }),
    )
    expect(bodies.map((body) => PaperworkBody.parse(body))).toEqual([
      { type: 'interaction.note', interactionId, noteId: 'note-1', revision: 1, text: '对发票有异议' },
      {
        type: 'interaction.dispose',
        interactionId,
        code: 'callback',
        reasonCode: null,
        followUp: { taskId: 'task-1', kind: 'callback', title: 'send invoice', dueAt: 5000 },
      },
    ])
  })
})

it('a draft with broken fields keeps its note', () => {
  expect(readOutcomeDraft({ note: 'kept', followUpDueAt: 'tomorrow', code: 7 })).toMatchObject({
    note: 'kept',
    followUpDueAt: null,
    code: null,
  })
})
