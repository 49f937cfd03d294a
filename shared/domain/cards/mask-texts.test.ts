import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { PaperworkBody } from '#shared/protocol/command/paperwork.ts'
import { Credentials, DeskCommand } from '#shared/protocol/desk-port.ts'
import { UserId } from '#shared/protocol/ids.ts'
import { maskTexts } from './mask-texts.ts'

const card = '4111 1111 1111 1111'
const masked = '•••• •••• •••• 1111'
const bare = '4111111111111111'

describe('a value with a schema', () => {
  it('loses card numbers in every text, also in fields that nobody thought of', () => {
    const Anything = z.strictObject({
      text: z.string().max(100),
      list: z.array(z.string()),
      maybe: z.string().nullable(),
      missing: z.string().optional(),
      named: z.record(z.string(), z.string().or(z.number())),
      inner: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('a'), word: z.string() }),
        z.strictObject({ kind: z.literal('b'), n: z.number() }),
      ]),
      whatever: z.unknown(),
    })
    const value = {
      text: card,
      list: [card, 'x'],
      maybe: card,
      named: { a: card, b: 4111111111111111 },
      inner: { kind: 'a' as const, word: card },
      whatever: { deep: [card, { deeper: card }] },
    }
    expect(maskTexts(Anything, value)).toEqual({
      text: masked,
      list: [masked, 'x'],
      maybe: masked,
      named: { a: masked, b: 4111111111111111 },
      inner: { kind: 'a', word: masked },
      whatever: { deep: [masked, { deeper: masked }] },
    })
  })

  it('keeps ids, passwords, fixed words and numbers to the letter', () => {
    const User = z.strictObject({ userId: UserId, kind: z.enum(['agent']), at: z.int() })
    const user = { userId: UserId.parse(bare), kind: 'agent' as const, at: 4111111111111111 }
    expect(maskTexts(User, user)).toBe(user)
    expect(maskTexts(Credentials, { login: card, password: bare })).toEqual({ login: masked, password: bare })
  })

  it('is the same object when there is nothing to mask', () => {
    const body = PaperworkBody.parse({
      ...{ type: 'interaction.note', interactionId: bare, noteId: 'note-1', revision: 1 },
      text: 'order no. 4111111111111111, call +86 138 1234 5678',
    })
    expect(maskTexts(PaperworkBody, body)).toBe(body)
  })

  it('keeps the form of an address that holds one', () => {
    expect(maskTexts(z.email(), `${bare}@example.com`)).toBe('0000000000001111@example.com')
  })
})

describe('a text that is JSON', () => {
  it.each([
    [`{"a":${bare}}`, '{"a":"••••••••••••1111"}'],
    [`{"a":[{"b":${bare}}],"c":"${bare}"}`, '{"a":[{"b":"••••••••••••1111"}],"c":"••••••••••••1111"}'],
    [`{"${bare}":1}`, '{"••••••••••••1111":1}'],
    [`{"a":"${bare}","a":"x"}`, '{"a":"x"}'],
    ['{"a":6212345678901234569}', '{"a":"•"}'],
  ])('holds no card number as a number, a name or a value that another replaced: %s', (text, without) => {
    expect(maskTexts(z.string(), text)).toBe(without)
    expect(maskTexts(z.string(), without)).toBe(without)
  })

  it.each([
    '{"id":"41111111-1111-1111-8111-111111111111","at":1800014400000,"x":-1.5}',
    '{ "room": 4111, "room": 12 }',
  ])('stays to the letter when it holds none: %s', (text) => {
    expect(maskTexts(z.string(), text)).toBe(text)
  })
})

describe('what a console sends', () => {
  const bodies: unknown[] = [
    { type: 'interaction.note', interactionId: 'i', noteId: 'n', revision: 1, text: card },
    {
      ...{ type: 'interaction.dispose', interactionId: 'i', code: 'solved', reasonCode: null },
      followUp: { taskId: 't', kind: 'task', title: card, dueAt: null },
    },
    {
      ...{ type: 'task.create', customerId: null, interactionId: null },
      followUp: { taskId: 't', kind: 'task', title: card, dueAt: null },
    },
    {
      ...{
        type: 'customer.create',
        customerId: 'c',
        kind: 'individual',
        name: card,
        company: card,
        interactionId: null,
      },
      ...{ email: `${bare}@example.com`, phones: [{ number: card, label: 'work', primary: true }], language: null },
    },
    {
      ...{ type: 'customer.update', customerId: 'c' },
      changes: [
        { field: 'name', value: card, baseVersion: 0 },
        { field: 'note', value: card, baseVersion: 0 },
        { field: 'tags', value: [card], baseVersion: 0 },
        { field: 'timeZone', value: card, baseVersion: 0 },
        {
          field: 'address',
          value: { line: card, city: card, region: card, postalCode: card, country: 'CN' },
          baseVersion: 0,
        },
      ],
    },
  ]

  it.each(bodies)('holds no card number: $type', (body) => {
    const command = DeskCommand.parse({ kind: 'paperwork', bodies: [body], dropDraft: null })
    const sent = JSON.stringify(maskTexts(DeskCommand, command))
    expect(sent).toContain('1111')
    expect(sent.replaceAll(/[ -]/g, '')).not.toMatch(/1{5}/)
  })

  it('holds none in a draft either, nor in a form kept in one as JSON', () => {
    const form = JSON.stringify({ name: 'Lin', note: '4111 1111\n1111 1111' })
    const command = DeskCommand.parse({
      kind: 'local',
      command: { type: 'draft.save', key: 'k', revision: 1, fields: { note: card, form, at: 1 } },
    })
    expect(maskTexts(DeskCommand, command)).toMatchObject({
      command: { fields: { note: masked, form: JSON.stringify({ name: 'Lin', note: '•••• ••••\n•••• 1111' }), at: 1 } },
    })
  })
})
