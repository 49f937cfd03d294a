import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { unpackAnswers } from '#shared/domain/desk/pack-answers.ts'
import { LiveCommand } from '#shared/protocol/command/live.ts'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { BatchAnswer } from '#shared/protocol/command/paperwork-answer.ts'
import { centralFrames, deskFrames } from '#shared/protocol/envelope.ts'
import { Refusal } from '#shared/protocol/error.ts'
import { CommandId } from '#shared/protocol/ids.ts'
import { queries } from '#shared/protocol/query/query.ts'
import { liveProbes, paperworkProbes, queryProbes } from '#test/support/edges/link-probes.ts'
import { makeSubject } from '#test/support/edges/make-subject.ts'
import { MATE, OTHER } from '#test/support/edges/open-edges.ts'
import {
  frameRights,
  liveRights,
  paperworkRights,
  parkedRights,
  queryRights,
  type Row,
  supervisingRights,
  toldRights,
  toldToAll,
  voicemailRights,
} from './rights-table.ts'
import { cellsOf, codeOf, expectNothingPersonal, identities, nameOf, ownerOf, setUpRights } from './set-up-rights.ts'

const { askAs, check, edges, prepare } = setUpRights()

let numbered = 0

describe('the table of the link', () => {
  it('has a row for every frame, command and query of the protocol, and no other', () => {
    const types = (options: readonly { shape: { type: { value: string } } }[]) =>
      options.map((option) => option.shape.type.value).sort()
    expect(Object.keys({ ...liveRights, ...supervisingRights, ...parkedRights, ...voicemailRights }).sort()).toEqual(
      types(LiveCommand.options),
    )
    expect(Object.keys(paperworkRights).sort()).toEqual(types(PaperworkBody.options))
    expect(Object.keys(queryRights).sort()).toEqual(Object.keys(queries).sort())
    expect(['live', 'paperwork', 'query', ...Object.keys(frameRights)].sort()).toEqual(Object.keys(deskFrames).sort())
    expect([...toldToAll, ...Object.keys(toldRights)].sort()).toEqual(Object.keys(centralFrames).sort())
  })
})

describe('every live command', () => {
  it.each(Object.entries(liveRights))('%s', async (type, row) => {
    const probe = liveProbes[type as keyof typeof liveProbes]
    for (const cell of cellsOf(row)) {
      const subject = await prepare(cell, probe.moment)
      const command: Record<string, unknown> = { type, ...probe.command(subject) }
      if (cell.scope === 'own') delete command.userId
      await check(cell, {}, async () =>
        codeOf(await askAs(cell.identity, 'live', ({ fence }) => ({ commandId: v7(), fence, command }))),
      )
    }
  })
})

describe('every command of a supervisor', () => {
  it.each(Object.entries(supervisingRights))('%s, about the call of somebody else', async (type, row) => {
    const probe = liveProbes[type as keyof typeof liveProbes]
    for (const cell of cellsOf(row, true)) {
      const subject = await makeSubject(edges().db, OTHER, probe.moment)
      const command = { type, ...probe.command(subject) }
      // who had a call of their own a moment ago could not listen
      const idle = { state: 'not_ready', reason: 'lunch', subject_id: null } as const
      const { db } = edges()
      await db.updateTable('agent').set(idle).where('user_id', '=', ownerOf(cell.identity, 'own')).execute()
      const answer = await askAs(cell.identity, 'live', ({ fence }) => ({ commandId: v7(), fence, command }))
      const reach = row.reach[cell.identity]
      // nobody is in the call yet whom they could stop or be: that is for central to say, not for the right
      const done = type === 'call.monitor' ? null : 'call_not_found'
      const code = cell.identity === 'nobody' ? 'not_signed_in' : reach === '-' ? 'forbidden' : done
      expect(codeOf(answer), nameOf(cell)).toBe(code)
      if (code !== null) continue
      const leave = { type: 'call.stop-monitor', callId: subject.callId }
      await askAs(cell.identity, 'live', ({ fence }) => ({ commandId: v7(), fence, command: leave }))
    }
  })
})

describe('every command about a parked call', () => {
  it.each(Object.entries(parkedRights))('%s', async (type, row) => {
    const probe = liveProbes[type as keyof typeof liveProbes]
    for (const cell of cellsOf(row)) {
      const subject = await prepare(cell, probe.moment)
      // who has picked one up a moment ago is free again
      const idle = { state: 'not_ready', reason: 'lunch', subject_id: null } as const
      const asker = ownerOf(cell.identity, 'own')
      await edges().db.updateTable('agent').set(idle).where('user_id', '=', asker).execute()
      const command = { type, ...probe.command(subject) }
      await check(cell, {}, async () =>
        codeOf(await askAs(cell.identity, 'live', ({ fence }) => ({ commandId: v7(), fence, command }))),
      )
    }
  })
})

describe('every command about a message', () => {
  it.each(Object.entries(voicemailRights))('%s', async (type, row) => {
    const probe = liveProbes[type as keyof typeof liveProbes]
    for (const cell of cellsOf(row)) {
      const subject = await prepare(cell, probe.moment)
      const command = { type, ...probe.command(subject) }
      await check(cell, {}, async () =>
        codeOf(await askAs(cell.identity, 'live', ({ fence }) => ({ commandId: v7(), fence, command }))),
      )
    }
  })
})

describe('every paperwork command', () => {
  it.each(Object.entries(paperworkRights))('%s', async (type, row) => {
    const probe = paperworkProbes[type as keyof typeof paperworkProbes]
    for (const cell of cellsOf(row)) {
      const subject = await prepare(cell, 'wrapping-up')
      numbered += 1
      const command = { commandId: v7(), n: numbered, writtenAt: 1, body: { type, ...probe(subject) } }
      await check(cell, {}, async () => {
        const answer = await askAs(cell.identity, 'paperwork', () => ({ commands: [command] }))
        const code = codeOf(answer)
        if (code !== null) return code
        const [verdict] = unpackAnswers([CommandId.parse(command.commandId)], BatchAnswer.parse(answer)) ?? []
        expect(verdict?.result, `${nameOf(cell)} ${JSON.stringify(verdict)}`).toMatch(/applied|conflict|rejected/)
        return verdict?.result === 'rejected' ? Refusal.parse(verdict.refusal).code : null
      })
    }
  })
})

describe('every query', () => {
  it.each(Object.entries(queryRights))('%s', async (name, row) => {
    const probe = queryProbes[name as keyof typeof queryProbes]
    for (const cell of cellsOf(row)) {
      const subject = await prepare(cell, 'wrapping-up')
      await check(cell, { reads: true }, async () => {
        const answer = await askAs(cell.identity, 'query', () => ({ name, params: probe.params(subject) }))
        const code = codeOf(answer)
        if (code !== null) return code
        const held = probe.holds(subject)
        return held === null || JSON.stringify(answer).includes(`"${held}"`) ? null : 'left out'
      })
    }
  })
})

describe('every other frame', () => {
  it('lease: a desk renews the place of its own user, by its own fence', async () => {
    for (const cell of cellsOf(row('lease'))) {
      await makeSubject(edges().db, ownerOf(cell.identity, cell.scope), 'talking')
      const fences = await edges().db.selectFrom('agent').select(['user_id', 'fence']).execute()
      // another user's fence is only a number: it can at most be one's own by chance
      const theirs = (fences.find((agent) => agent.user_id === ownerOf(cell.identity, cell.scope))?.fence ?? 0) + 1000
      await check(cell, {}, async () =>
        codeOf(await askAs(cell.identity, 'lease', ({ fence }) => ({ fence: cell.scope === 'own' ? fence : theirs }))),
      )
    }
  })

  it('resume: whatever cursor a desk holds, it gets its own events', async () => {
    for (const identity of identities) {
      const answer = await askAs(identity, 'resume', () => ({ epoch: null, cursor: 0 }))
      expect(codeOf(answer), identity).toBe(identity === 'nobody' ? 'not_signed_in' : null)
      for (const stranger of [MATE, OTHER]) expect(JSON.stringify(answer)).not.toContain(stranger)
    }
  })

  function row(name: string): Row {
    const found = frameRights[name]
    if (!found) throw new Error(name)
    return found
  }
})

it('[BAD-73] an agent who tries what only a supervisor may is refused, and the log says who tried what', async () => {
  const from = edges().logged.length
  const headers = await edges().signIn('agent')
  const url = `/api/v1/agents/${MATE}/state`
  const answer = await edges().app.inject({ method: 'PUT', url, headers, payload: { kind: 'offline' } })
  expect([answer.statusCode, answer.json()]).toEqual([403, { code: 'forbidden' }])
  const subject = await makeSubject(edges().db, OTHER, 'wrapping-up')
  numbered += 1
  const body = { type: 'task.complete', taskId: subject.taskId }
  await askAs('agent', 'paperwork', () => ({ commands: [{ commandId: v7(), n: numbered, writtenAt: 1, body }] }))
  const lines = edges()
    .logged.slice(from)
    .filter((line) => line.includes('refused: not allowed'))
    .map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    { userId: 'u-agent', method: 'PUT', route: '/api/v1/agents/:userId/state' },
    { userId: 'u-agent', commands: 1 },
  ])
  await edges().context.sequencer.idle()
  const kept = await edges()
    .db.selectFrom('audit')
    .select(['actor_id', 'via', 'subject'])
    .orderBy('id', 'desc')
    .limit(2)
  expect((await kept.execute()).reverse()).toEqual([
    { actor_id: 'u-agent', via: 'http', subject: 'PUT /api/v1/agents/:userId/state' },
    { actor_id: 'u-agent', via: 'link', subject: 'paperwork' },
  ])
})

it('the log of all this, at its most talkative, holds nothing personal', () => expectNothingPersonal(edges(), 20))
