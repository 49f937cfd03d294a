import { eachCall } from './each-call.ts'

/** A line that is put to a suite, and what it says it can. */
export type ToldOn = { suite: string; line: string; abilities: Set<string> }

/** Who puts which line to which contract suite, by the source of a test. */
export function readLines(source: string, suites: Set<string>): ToldOn[] {
  const told: ToldOn[] = []
  for (const { callee, arguments: given } of eachCall(source)) {
    if (callee.type !== 'Identifier' || !suites.has(callee.name)) continue
    const [name, , abilities] = given
    if (name?.type !== 'Literal' || typeof name.value !== 'string') {
      throw new Error(`${callee.name} is told on a line whose name cannot be read`)
    }
    const stated = abilities?.type === 'ObjectExpression' ? abilities.properties : []
    const held = stated.flatMap((one) =>
      one.type === 'Property' &&
      one.key.type === 'Identifier' &&
      one.value.type === 'Literal' &&
      one.value.value === true
        ? [one.key.name]
        : [],
    )
    told.push({ suite: callee.name, line: name.value, abilities: new Set(held) })
  }
  return told
}
