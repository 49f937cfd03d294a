import { type ESTree, parseSync } from 'vite'

/** Every call in a TypeScript source, outermost first. Of `it.each(rows)(title, test)` the whole is one call. */
export function* eachCall(source: string): Generator<ESTree.CallExpression> {
  const { program, errors } = parseSync('source.ts', source)
  if (errors[0]) throw new Error(errors[0].message)
  yield* callsIn(program)
}

function* callsIn(node: unknown): Generator<ESTree.CallExpression> {
  if (Array.isArray(node)) for (const one of node) yield* callsIn(one)
  else if (isCall(node)) {
    yield node
    for (const argument of node.arguments) yield* callsIn(argument)
  } else if (typeof node === 'object' && node !== null) yield* callsIn(Object.values(node))
}

function isCall(node: unknown): node is ESTree.CallExpression {
  return typeof node === 'object' && node !== null && 'type' in node && node.type === 'CallExpression'
}
