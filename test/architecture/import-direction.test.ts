import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Complaints, createProbeProject } from './probe-project.ts'

// who → whom, by folder or file; upward ones are refused by the type-check and by the linter
const upward = [
  ['shared/domain', 'central/db'],
  ['shared/domain', 'main/store'],
  ['shared/domain', 'renderer/ui'],
  ['central/flows', 'main/store'],
  ['central/flows', 'renderer/ui'],
  ['central/flows', 'web/server'],
  ['main/store', 'central/db'],
  ['main/store', 'web/server'],
  ['main/store', 'renderer/ui'],
  ['web/server', 'central/db'],
  ['web/server', 'electron/window'],
  ['electron/window', 'central/db'],
  ['electron/window', 'web/server'],
  ['renderer/state', 'main/store'],
  ['renderer/state', 'central/db'],
] as const

// inside one room only the linter can see the direction
const wrongInside = [
  ['shared/protocol', 'shared/domain'],
  ['central/calls', 'central/agents'],
  ['central/calls', 'central/flows'],
  ['central/calls', 'central/http'],
  ['central/calls', 'central/link'],
  ['central/calls', 'central/telephony/adapter.ts'],
  ['central/db', 'central/calls'],
  ['central/flows', 'central/http'],
  ['central/flows', 'central/link'],
  ['central/flows', 'central/telephony/simulator'],
  ['central/http', 'central/link'],
  ['central/link', 'central/http'],
  ['central/link', 'central/telephony/adapter.ts'],
  ['central/telephony/simulator', 'central/calls'],
  ['central/telephony/simulator', 'central/telephony/twilio'],
  ['central/telephony/twilio', 'central/db'],
  ['central/telephony/twilio', 'central/flows'],
  ['renderer/state', 'renderer/work'],
  ['renderer/state', 'renderer/ui'],
  ['renderer/backend', 'renderer/state'],
  ['renderer/ui', 'renderer/state'],
  ['renderer/ui', 'shared/domain'],
] as const

const right = [
  ['shared/domain', 'shared/protocol'],
  ['central/calls', 'central/db'],
  ['central/calls', 'shared/domain'],
  ['central/flows', 'central/calls'],
  ['central/flows', 'central/telephony/adapter.ts'],
  ['central/http', 'central/flows'],
  ['central/link', 'central/calls'],
  ['central/telephony/twilio', 'central/telephony/adapter.ts'],
  ['central/boot.ts', 'central/http'],
  ['central/boot.ts', 'central/telephony/twilio'],
  ['main/store', 'shared/domain'],
  ['web/server', 'main/store'],
  ['electron/window', 'main/store'],
  ['renderer/work', 'renderer/state'],
  ['renderer/work', 'renderer/ui'],
  ['renderer/state', 'renderer/backend'],
  ['renderer/state', 'shared/domain'],
] as const

type Pair = readonly [from: string, to: string]
const nameProbe = ([from, to]: Pair) => (from.endsWith('.ts') ? from : `${from}/sees-${to.replaceAll(/[/.]/g, '-')}.ts`)
const nameTarget = ([, to]: Pair) => (to.endsWith('.ts') ? to : `${to}/target.ts`)

function writeProbes(pairs: readonly Pair[]): Record<string, string> {
  const files: Record<string, string> = {}
  for (const pair of pairs) files[nameTarget(pair)] ??= 'export const target = 1\n'
  pairs.forEach((pair, n) => {
    const probe = nameProbe(pair)
    files[probe] = `${files[probe] ?? ''}export { target as target${n} } from '#${nameTarget(pair)}'\n`
  })
  return files
}

describe('imports run one way', () => {
  const project = createProbeProject(writeProbes([...upward, ...wrongInside, ...right]))
  let types: Complaints
  let lint: Complaints
  beforeAll(() => {
    types = project.typeCheck()
    lint = project.lint()
  })
  afterAll(project.remove)

  it.each(upward)('%s may not import %s: the type-check refuses', (...pair) => {
    expect(types.get(nameProbe(pair))).toEqual(expect.arrayContaining([expect.stringMatching(/TS6307|TS6059|TS2307/)]))
  })

  it.each(upward)('%s may not import %s: the linter refuses', (...pair) => {
    expect(lint.get(nameProbe(pair))).toContain('noRestrictedImports')
  })

  it.each(wrongInside)('%s may not import %s', (...pair) => {
    const complaints = lint.get(nameProbe(pair)) ?? []
    expect(complaints.filter((rule) => rule === 'plugin' || rule === 'noRestrictedImports')).toHaveLength(1)
  })

  it.each(right)('%s may import %s', (...pair) => {
    const complaints = lint.get(nameProbe(pair)) ?? []
    expect(complaints.filter((rule) => rule === 'plugin' || rule === 'noRestrictedImports')).toEqual([])
    expect(types.get(nameProbe(pair)) ?? []).toEqual([])
  })
})
