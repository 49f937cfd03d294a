import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LegId } from '#shared/protocol/ids.ts'
import { readWhoHearsWhom } from './who-hears-whom.ts'

const party = (id: string, role: 'customer' | 'agent' | 'target' | 'supervisor') =>
  fc.record({
    legId: fc.constant(LegId.parse(id)),
    role: fc.constant(role),
    state: fc.constantFrom('ringing' as const, 'up' as const),
    place: fc.constantFrom(
      'bridge' as const,
      'parked' as const,
      ...(role === 'supervisor' ? ['listening' as const] : []),
    ),
    muted: fc.boolean(),
  })

it('a customer never hears who listens, whatever else happens on the call', () => {
  const call = fc.tuple(party('c', 'customer'), party('a', 'agent'), party('t', 'target'), party('s', 'supervisor'))
  fc.assert(
    fc.property(call, (legs) => {
      const heard = readWhoHearsWhom(legs, 'a')
      const supervisor = legs[3]
      const speaks = supervisor.state === 'up' && supervisor.place === 'bridge' && !supervisor.muted
      if (!speaks) expect(heard.get('c')?.has('s')).toBe(false)
      if (legs[0].place === 'parked') expect(heard.get('c')?.size).toBe(0)
    }),
  )
})
