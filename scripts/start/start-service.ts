import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../lib/run-step.mjs'

/** What a service says when it serves; everything else it says is in its log. */
const Ready = z.object({
  kind: z.literal('ready'),
  url: z.string(),
  oneTimePassword: z.string().nullable().optional(),
  demoLogins: z
    .array(z.object({ login: z.string(), password: z.string(), name: z.string(), role: z.string() }))
    .optional(),
})

export type Service = {
  /** the others cannot do without it */
  needed: boolean
  ready: Promise<z.infer<typeof Ready>>
  /** resolves with a sentence when it ended by itself */
  ended: Promise<string>
  stop(): Promise<void>
}

/** One sentence for the person who started it. */
export class ServiceFailed extends Error {}

/** The longest a stop may take before the process is ended without asking. */
const STOP_MS = 10_000

/** Starts one of our processes with this Node; its log goes to a file, its last words to the person. */
export function startService(main: string, args: string[], extra: Record<string, string>, logFile: string): Service {
  let log: number
  try {
    log = openSync(logFile, 'a', 0o600)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : ''
    throw new ServiceFailed(`Ringdesk cannot write its log ${logFile}${code}; choose another folder with --data-dir.`)
  }
  const child = spawn(process.execPath, [join(root, main), ...args], {
    cwd: root,
    env: { ...process.env, ...extra },
    stdio: ['ignore', log, 'pipe', 'ipc'],
    // Ctrl-C reaches the whole group of a terminal: we tell them ourselves, one after the other
    detached: process.platform !== 'win32',
  })
  closeSync(log)
  const lastWords = collectWords(child)
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => {
      const how = signal ? `was ended by ${signal}` : `ended with code ${code}`
      resolve(lastWords() || `${main} ${how}; its log is ${logFile}.`)
    })
  })
  const ready = new Promise<z.infer<typeof Ready>>((resolve, reject) => {
    child.on('message', (message) => {
      const news = Ready.safeParse(message)
      if (news.success) resolve(news.data)
    })
    void gone.then((sentence) => reject(new ServiceFailed(sentence)))
  })
  // who does not wait for readiness any more hears of the end by `ended`
  ready.catch(() => undefined)
  return { needed: true, ready, ended: gone, stop: () => stopProcess(child) }
}

/** Asks, waits, then ends it. Only ever the process we started. */
export function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
    child.kill('SIGTERM')
  })
}

function collectWords(child: ChildProcess): () => string {
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-4_000)
  })
  return () => words.trim()
}
