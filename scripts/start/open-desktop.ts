import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../lib/run-step.mjs'
import { type Service, stopProcess } from './start-service.ts'

/** Electron's binary, if it is there. Never by `require('electron')`: that tries to download it. */
export function findDesktop(): string | null {
  const folder = join(root, 'node_modules', 'electron')
  const name = readIfThere(join(folder, 'path.txt'))
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const binary = given ? join(given, name ?? 'electron') : name && join(folder, 'dist', name)
  const isBuilt = ['electron/main.js', 'media/index.html'].every((path) => existsSync(join(root, 'dist', path)))
  return binary && existsSync(binary) && isBuilt ? binary : null
}

/** Opens the desktop window on this central. It may be closed without ending the services. */
export function openDesktop(binary: string, centralUrl: string): Service {
  const env = { ...process.env, RINGDESK_CENTRAL_URL: centralUrl }
  const child = spawn(binary, [root], { cwd: root, env, stdio: 'ignore' })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      process.stdout.write(`The desktop app does not start (${error.message}): open the address above in a browser.\n`)
      resolve(error.message)
    })
    child.once('exit', () => resolve('The desktop window was closed.'))
  })
  return { needed: false, ready: Promise.resolve({ kind: 'ready', url: '' }), ended, stop: () => stopProcess(child) }
}

function readIfThere(path: string): string | null {
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : null
}
