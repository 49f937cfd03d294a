import { describe, expect, it } from 'vitest'
import { type DialAttempt, guardDialling } from './guard-dialling.ts'
import { readLocalMinutes } from './local-minutes.ts'
import { type Dialled, listCountries, readDialled } from './read-dialled.ts'

const ordinary: Dialled = { kind: 'number', e164: '+14155550177', country: 'US', cost: 'ordinary' }
const emergency: Dialled = { kind: 'emergency', address: '911' }
const anywhere = { prefixes: null, hours: null }
const office = { from: 8 * 60, until: 21 * 60 }
const honest: DialAttempt = {
  ...{ dialled: ordinary, role: 'agent', rules: anywhere, doNotCall: false, localMinutes: [600] },
}

describe('dialling', () => {
  it.each<[string, Partial<DialAttempt>, ReturnType<typeof guardDialling>]>([
    ['an ordinary number', {}, null],
    ['somebody who asked not to be called', { doNotCall: true }, 'do_not_call'],
    [
      'a premium number, by anybody',
      { dialled: { ...ordinary, cost: 'premium' }, role: 'admin' },
      'number_not_allowed',
    ],
    ['a number with shared cost, by an agent', { dialled: { ...ordinary, cost: 'shared' } }, 'number_not_allowed'],
    ['the same by a supervisor', { dialled: { ...ordinary, cost: 'shared' }, role: 'supervisor' }, null],
    ['inside the allowed prefixes', { rules: { ...anywhere, prefixes: ['+31', '+1415'] } }, null],
    ['outside of them', { rules: { ...anywhere, prefixes: ['+31', '+1416'] } }, 'number_not_allowed'],
    ['for a queue that calls nobody', { rules: { ...anywhere, prefixes: [] } }, 'number_not_allowed'],
    ['at the first minute of the hours', { rules: { ...anywhere, hours: office }, localMinutes: [480] }, null],
    ['a minute before', { rules: { ...anywhere, hours: office }, localMinutes: [479] }, 'outside_calling_hours'],
    ['when they end', { rules: { ...anywhere, hours: office }, localMinutes: [1260] }, 'outside_calling_hours'],
    [
      'too early in a part of the country',
      { rules: { ...anywhere, hours: office }, localMinutes: [600, 420] },
      'outside_calling_hours',
    ],
    ['through midnight', { rules: { ...anywhere, hours: { from: 1320, until: 120 } }, localMinutes: [30] }, null],
    [
      'help, at night, for a queue that calls nobody',
      { dialled: emergency, rules: { prefixes: [], hours: office }, localMinutes: [60] },
      null,
    ],
  ])('%s', (_what, attempt, expected) => {
    expect(guardDialling({ ...honest, ...attempt })).toBe(expected)
  })

  it.each([
    ['+14155550177', 'US', { kind: 'number', e164: '+14155550177', country: 'US', cost: 'ordinary' }],
    ['138 0013 8000', 'CN', { e164: '+8613800138000', country: 'CN' }],
    ['tel:+31-10-794-2216', 'US', { e164: '+31107942216', country: 'NL' }],
    ['+19005551234', 'US', { cost: 'premium' }],
    ['0900 1234567', 'NL', { cost: 'premium' }],
    ['+449098790000', 'US', { cost: 'premium' }],
    ['110', 'CN', { kind: 'emergency', address: '110' }],
    ['9 1 1', 'US', { kind: 'emergency', address: '911' }],
    ['112', 'TW', { kind: 'emergency', address: '112' }],
    ['tel:911', 'US', { kind: 'emergency', address: '911' }],
    ['\u202d119\u202c', 'JP', { kind: 'emergency', address: '119' }],
  ])('reads %s dialled in %s', (text, region, expected) => {
    expect(readDialled(text, region)).toMatchObject(expected)
  })

  it.each([
    ['911', 'CN'],
    ['+999123456789', 'US'],
    ['+1415', 'US'],
    ['Ann', 'US'],
    ['', 'US'],
  ])('reads nothing in %j dialled in %s', (text, region) => {
    expect(readDialled(text, region)).toBeNull()
  })

  it('takes the hour from the zone we know, else from all zones of the country', () => {
    const noon = Date.UTC(2026, 0, 15, 12, 0)
    const at = (timeZone: string | null, ...countries: string[]) => readLocalMinutes(noon, { timeZone, countries })
    expect(at('Asia/Taipei', 'US')).toEqual([20 * 60])
    expect(at(null, 'NL')).toEqual([13 * 60])
    expect(at(null, 'US')).toEqual(expect.arrayContaining([7 * 60, 4 * 60]))
    expect(at(null, 'NL', 'NP')).toEqual([13 * 60, 17 * 60 + 45])
    expect(at(null)).toEqual([12 * 60])
  })

  it('has one hour in all of China, by which everybody there works', () => {
    expect(readLocalMinutes(Date.UTC(2026, 0, 15, 1), { timeZone: null, countries: ['CN'] })).toEqual([9 * 60])
  })

  it('takes a number of an area that nobody has heard of yet for one of any country with its code', () => {
    const read = readDialled('+1 327 155 1234', 'US')
    if (read?.kind !== 'number') throw new Error('this is a number')
    expect(read.country).toBeNull()
    expect(listCountries(read)).toEqual(expect.arrayContaining(['US', 'CA', 'GU']))
    expect(listCountries({ e164: '+31107942216', country: 'NL' })).toEqual(['NL'])
    expect(listCountries({ e164: '+881612345678', country: null })).toEqual([])
  })
})
