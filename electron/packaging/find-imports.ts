import { parseAst } from 'vite'

/** Every module a script names: import, import() and any call that looks like require, also inside strings' reach. */
export function findImports(code: string, file: string): { names: string[]; dynamic: number } {
  const names = new Set<string>()
  let dynamic = 0
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) visit(each)
    if (!isNode(node)) return
    const source = readSource(node)
    if (source === null) dynamic += 1
    else if (source !== undefined) names.add(source)
    for (const each of Object.values(node)) visit(each)
  }
  visit(parseAst(code, { lang: 'js' }, file))
  return { names: [...names].sort(), dynamic }
}

type Node = { type: string; [key: string]: unknown }
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** The module's name, null when it is computed at run time, undefined when the node names none. */
function readSource(node: Node): string | null | undefined {
  if (/^(Import|ExportNamed|ExportAll)(Declaration|Expression)$/.test(node.type)) {
    return node.source === null ? undefined : readText(node.source)
  }
  const callee = node.type === 'CallExpression' && isNode(node.callee) ? node.callee : null
  const isRequire = callee?.type === 'Identifier' && /^_*require\d*$/.test(String(callee.name))
  return isRequire && Array.isArray(node.arguments) ? readText(node.arguments[0]) : undefined
}

const readText = (node: unknown): string | null =>
  isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : null
