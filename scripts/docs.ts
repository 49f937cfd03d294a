import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { printSettingsPage } from '#shared/settings/print-settings.ts'
import { printProtocolPage } from './docs/print-protocol-page.ts'
import { printScenariosPage } from './docs/print-scenarios-page.ts'
import { root } from './lib/run-step.mjs'

/** Pages that are printed from the code: `npm run docs` writes them, `--check` only says which are stale. */
const pages: Record<string, () => string | Promise<string>> = {
  'docs/settings.md': printSettingsPage,
  'docs/protocol.md': printProtocolPage,
  'docs/telephony/scenarios.md': printScenariosPage,
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

for (const [file, print] of Object.entries(pages)) {
  const path = join(root, file)
  const text = await print()
  if (text === (await readIfThere(path))) continue
  if (values.check) {
    console.error(`docs: ${file} is stale: run "npm run docs"`)
    process.exitCode = 1
  } else {
    await writeFile(path, text)
    console.log(`docs: wrote ${file}`)
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
