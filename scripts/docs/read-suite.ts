import type { ESTree } from 'vite'
import { eachCall } from './each-call.ts'

/** `needs` names the ability without which a line is not asked. */
type Scenario = { title: string; needs: string | null }
export type Suite = { name: string; describes: string; scenarios: Scenario[] }

const UNKNOWN = '…'

/**
 * The scenarios of a contract suite (`describe…(name, …)` exported, `it` within) by its source, in their order.
 * Throws on a form it does not know, for a scenario that is told nowhere must not go unseen.
 */
export function readSuite(source: string): Suite {
  const name = source.match(/export function (describe\w+)\(/)?.[1]
  let describes: string | null = null
  const scenarios: Scenario[] = []
  for (const call of eachCall(source)) {
    const [root, modifiers] = readChain(call)
    if (root === 'describe') describes ??= readTitle(call.arguments[0])
    if (root === 'it') scenarios.push(...readScenarios(call, modifiers))
  }
  if (name === undefined || describes === null) throw new Error('no suite is described here')
  return { name, describes: describes.replace(/ on …$/, ''), scenarios }
}

type Modifier = { name: string; argument: ESTree.Argument | undefined }

/** `it.runIf(x)` as ['it', [runIf x]] */
function readChain({ callee }: ESTree.CallExpression): [root: string | null, modifiers: Modifier[]] {
  if (callee.type === 'Identifier') return [callee.name, []]
  const called = callee.type === 'CallExpression' ? callee : null
  const member = called ? called.callee : callee
  if (member.type !== 'MemberExpression' || member.object.type !== 'Identifier') return [null, []]
  if (member.property.type !== 'Identifier') return [null, []]
  return [member.object.name, [{ name: member.property.name, argument: called?.arguments[0] }]]
}

function readScenarios(call: ESTree.CallExpression, modifiers: Modifier[]): Scenario[] {
  const title = readTitle(call.arguments[0])
  const [modifier] = modifiers
  if (!modifier) return [{ title, needs: null }]
  if (modifier.name === 'each')
    return readRows(modifier.argument).map((row) => ({ title: fill(title, row), needs: null }))
  if (modifier.name === 'runIf') return [{ title, needs: readAbility(modifier.argument) }]
  throw new Error(`"${title}" is told by it.${modifier.name}, which the tables cannot show`)
}

function readTitle(node: ESTree.Argument | undefined): string {
  if (node?.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked).join(UNKNOWN)
  const title = readString(node)
  if (title === null) throw new Error('a scenario has no title that can be read')
  return title
}

function readAbility(node: ESTree.Argument | undefined): string {
  if (node?.type === 'MemberExpression' && node.property.type === 'Identifier') return node.property.name
  throw new Error('a scenario runs on a condition that is no ability')
}

/** what fills the title, row by row; one row of unknowns where the rows are made elsewhere */
function readRows(node: ESTree.Argument | ESTree.Expression | undefined): (string | null)[][] {
  if (node?.type === 'TSAsExpression') return readRows(node.expression)
  if (node?.type !== 'ArrayExpression') return [[]]
  return node.elements.map((row) =>
    row?.type === 'ArrayExpression' ? row.elements.map((cell) => readString(cell)) : [readString(row)],
  )
}

function readString(node: { type: string } | null | undefined): string | null {
  return node?.type === 'Literal' && 'value' in node && typeof node.value === 'string' ? node.value : null
}

function fill(title: string, row: (string | null)[]): string {
  const values = [...row]
  return title.replaceAll('%s', () => values.shift() ?? UNKNOWN)
}
