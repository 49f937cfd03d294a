import { describe, expect, it } from 'vitest'
import { makeCard } from '#renderer/customer/testing/make-card.ts'
import { FieldChange } from '#shared/protocol/command/paperwork.ts'
import { collectChanges } from './changed-fields.ts'
import { customerFormSchema, fillForm } from './customer-form.ts'

const profile = makeCard({ fieldVersions: { email: 4 } }).profile

describe('the fields a form changed', () => {
  it('are none when nothing was typed', () => {
    expect(collectChanges(profile, fillForm(profile))).toEqual([])
  })

  it('are none when only blanks were added around a value', () => {
    expect(collectChanges(profile, { ...fillForm(profile), name: ` ${profile.name} ` })).toEqual([])
  })

  it('carry the version each was read at, 0 when it was never written', () => {
    const form = { ...fillForm(profile), email: 'new@example.com', jobTitle: 'Director' }
    expect(collectChanges(profile, form)).toEqual([
      { field: 'jobTitle', value: 'Director', baseVersion: 0 },
      { field: 'email', value: 'new@example.com', baseVersion: 4 },
    ])
  })

  it('become null when a value was emptied', () => {
    const form = {
      ...fillForm(profile),
      note: '',
      address: { line: '', city: '', region: '', postalCode: '', country: '' },
    }
    const changes = collectChanges({ ...profile, note: 'Call before noon' }, form)
    expect(changes).toContainEqual({ field: 'note', value: null, baseVersion: 0 })
    expect(changes).toContainEqual({ field: 'address', value: null, baseVersion: 0 })
  })

  it('keep exactly one main number', () => {
    const phones = [
      { number: '+31107942216', label: 'work' as const, primary: false },
      { number: '+31612345678', label: 'mobile' as const, primary: false },
    ]
    const [change] = collectChanges(profile, { ...fillForm(profile), phones })
    expect(change).toMatchObject({ field: 'phones', value: [{ primary: true }, { primary: false }] })
  })

  it('are what the protocol accepts', () => {
    const form = {
      ...fillForm(profile),
      name: 'Maya O.',
      tier: 'platinum' as const,
      tags: ['vip', ' '],
      doNotCall: true,
      recordingConsent: 'no' as const,
      address: { line: 'Dock 7', city: 'Rotterdam', region: '', postalCode: '', country: 'nl' },
    }
    const changes = collectChanges(profile, form)
    expect(changes.map((change) => change.field).sort()).toEqual([
      'address',
      'doNotCall',
      'name',
      'recordingConsent',
      'tags',
      'tier',
    ])
    for (const change of changes) expect(FieldChange.safeParse(change).success).toBe(true)
    expect(changes.find((change) => change.field === 'address')).toMatchObject({ value: { country: 'NL' } })
  })
})

describe('a form that does not fit', () => {
  const schema = customerFormSchema((raw) => raw.startsWith('+'))
  const messagesOf = (form: unknown) => schema.safeParse(form).error?.issues.map((issue) => issue.message)

  it('says which way: name, mail, number, country and zone', () => {
    expect(messagesOf({ ...fillForm(profile), name: ' ' })).toContain('required')
    expect(messagesOf({ ...fillForm(profile), email: 'nobody' })).toEqual(['email'])
    expect(messagesOf({ ...fillForm(profile), timeZone: 'Mars/Olympus' })).toEqual(['timeZone'])
    expect(messagesOf({ ...fillForm(profile), phones: [{ number: 'abc', label: 'work', primary: true }] })).toEqual([
      'phone',
    ])
    const address = { line: '', city: '', region: '', postalCode: '', country: 'China' }
    expect(messagesOf({ ...fillForm(profile), address })).toEqual(['country'])
  })

  it('accepts empty optional values', () => {
    expect(messagesOf({ ...fillForm(profile), email: '', timeZone: '' })).toBeUndefined()
  })
})
