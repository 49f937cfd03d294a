import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')

/** A process of the product, as a person would start it. Its output is kept for a failing test to show. */
export class ProductProcess {
  readonly name: string
  private child: ChildProcess | null = null
  private output = ''
  private readonly script: string
  private readonly env: Record<string, string>
  private readonly readyUrl: string

  constructor(options: { name: string; script: string; env: Record<string, string>; readyUrl: string }) {
    this.name = options.name
    this.script = options.script
    this.env = options.env
    this.readyUrl = options.readyUrl
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [this.script], {
      cwd: root,
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.child = child
    const keep = (chunk: Buffer) => {
      this.output = (this.output + chunk.toString()).slice(-20_000)
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    for (let tries = 0; tries < 1_200; tries += 1) {
      if (child.exitCode !== null) throw new Error(`${this.name} ended with ${child.exitCode}:\n${this.output}`)
      if (await isReady(this.readyUrl)) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`${this.name} was not ready within 2 minutes:\n${this.output}`)
  }

  /** SIGTERM as an administrator stops a service, SIGKILL as bad luck does. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.child
    this.child = null
    if (!child || child.exitCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }

  log(): string {
    return this.output
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) })
    return response.ok
  } catch {
    // not listening yet
    return false
  }
}
