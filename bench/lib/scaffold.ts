import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BenchProcess, type Requests } from './bench-process.ts'

/** What a rig stands on: a folder of its own, and everything started in it, ended together. */
export type Scaffold = {
  folder: string
  /** starts a script of the bench with this added to its environment */
  start<R extends Requests>(script: string, env: Record<string, string>): BenchProcess<R>
  /** to be ended too, before whatever was there earlier */
  onStop(end: () => unknown): void
  stop(): Promise<void>
}

/** Builds a rig on a fresh scaffold; when that fails, what was started by then is ended before the error goes on. */
export async function raise<T>(name: string, build: (scaffold: Scaffold) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), `ringdesk-bench-${name}-`))
  const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const scaffold: Scaffold = {
    folder,
    start<R extends Requests>(script: string, env: Record<string, string>) {
      const started = BenchProcess.start<R>(script, env)
      ends.push(() => started.stop())
      return started
    },
    onStop: (end) => void ends.push(end),
    async stop() {
      for (const end of ends.splice(0).reverse()) await end()
    },
  }
  try {
    return await build(scaffold)
  } catch (error) {
    await scaffold.stop()
    throw error
  }
}
