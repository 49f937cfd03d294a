import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')

/** Central as a process of its own, always on the same port and data, to be killed and started again. */
export function createKillableCentral(args: readonly string[], env: Record<string, string> = {}) {
  let child: ChildProcess | null = null
  let output = ''

  function spawn(): ChildProcess {
    const started = fork(join(root, 'central/main.ts'), [...args], {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [],
    })
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on('data', (chunk) => {
        output = (output + String(chunk)).slice(-20_000)
      })
    }
    child = started
    return started
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const ending = child
    child = null
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return
    const gone = once(ending, 'exit')
    ending.kill(signal)
    await gone
  }

  return {
    /** answers how many milliseconds it took from the process's start until it served */
    async start(): Promise<number> {
      const from = performance.now()
      const started = spawn()
      const [news] = await Promise.race([
        once(started, 'message'),
        once(started, 'exit').then(([code]) => {
          throw new Error(`central ended with ${code} instead of starting:\n${output}`)
        }),
      ])
      if (news?.kind !== 'ready') throw new Error(`central said ${JSON.stringify(news)}`)
      return performance.now() - from
    },
    /** without waiting until it serves: for a kill in the middle of the start */
    begin: () => void spawn(),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    output: () => output,
    pid(): number {
      if (child?.pid === undefined) throw new Error('central does not run')
      return child.pid
    },
  }
}
