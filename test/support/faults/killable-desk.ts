import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { DeskNews, type DeskOrder } from './desk-order.ts'

const script = fileURLToPath(new URL('./desk-process.ts', import.meta.url))

/** Starts a desk process; `hear` gets everything it said, also what was still in the pipe when it was killed. */
export function startKillableDesk(order: DeskOrder, hear: (news: DeskNews) => void, cacheDir: string) {
  let errors = ''
  let rest = ''
  const child: ChildProcess = spawn(process.execPath, [script, JSON.stringify(order)], {
    env: { ...process.env, NODE_COMPILE_CACHE: cacheDir },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const closed = once(child, 'close')
  child.stdout?.on('data', (chunk) => {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) hear(DeskNews.parse(JSON.parse(line)))
  })
  child.stderr?.on('data', (chunk) => {
    errors = (errors + String(chunk)).slice(-10_000)
  })
  return {
    /** throws when it had ended by itself */
    async kill(): Promise<void> {
      child.kill('SIGKILL')
      const [code, signal] = await closed
      if (signal !== 'SIGKILL') throw new Error(`the desk ended by itself (${code}):\n${errors}`)
    },
    async stop(): Promise<void> {
      child.stdin?.end()
      await closed
    },
    hasEnded: () => child.exitCode !== null,
    errors: () => errors,
  }
}
