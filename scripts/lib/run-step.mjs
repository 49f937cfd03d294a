import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The environment in which `node`, vitest, vite, tsc and biome are the project's own, whatever the machine has. */
function projectEnvironment() {
  const bin = join(root, 'node_modules', '.bin')
  return { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` }
}

/**
 * Runs one command in the checkout with its output shown.
 * @param {string[]} command
 * @param {Record<string, string>} [extra] further environment
 * @returns {Promise<boolean>} whether it ended with exit code 0
 */
export function runStep(command, extra = {}) {
  const [program = '', ...args] = command
  const options = { cwd: root, env: { ...projectEnvironment(), ...extra }, shell: process.platform === 'win32' }
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('error', (error) => {
      console.error(`${command.join(' ')}: ${error.message}`)
      resolve(false)
    })
    child.once('exit', (code) => resolve(code === 0))
  })
}
