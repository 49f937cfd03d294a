// Plain JavaScript that Node 20 reads: everything here runs before anybody knows whether `npm ci` was done.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED = 24
const root = fileURLToPath(new URL('..', import.meta.url))
const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const major = Number(process.versions.node.split('.')[0])

if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) {
  refuse('Ringdesk is not installed yet: run "npm ci" in this folder first.')
} else if (major === NEEDED) {
  const { start } = await import('./start/start.ts')
  process.exitCode = await start(process.argv.slice(2))
} else if (existsSync(ownNode)) {
  // started without npm: its own Node does it
  const child = spawn(ownNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' })
  process.on('SIGINT', () => child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.once('error', (error) => refuse(`Ringdesk's own Node.js does not start: ${error.message}`))
  child.once('exit', (code) => {
    process.exitCode = code ?? 1
  })
} else {
  refuse(`Ringdesk needs Node.js ${NEEDED} and this is ${process.versions.node}: run "npm ci", which brings it.`)
}

/** @param {string} sentence */
function refuse(sentence) {
  console.error(sentence)
  process.exitCode = 1
}
