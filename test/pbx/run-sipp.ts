import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findUdpPort } from './free-ports.ts'
import { PEER_HOST } from './sip-message.ts'
import { sippProgram } from './start-pbx.ts'

const scenarios = fileURLToPath(new URL('sipp', import.meta.url))
/** longer than Asterisk waits for an ACK */
const MOST_S = 50

export type SippRun = {
  /** a file of `sipp/`, without its ending */
  scenario: string
  /** where Asterisk speaks SIP */
  sipPort: number
  /** where sipp does; one that is free unless it has to be known beforehand */
  port?: number
  /** the number that it calls */
  number?: string
  /** what stands for `[name]` in the scenario */
  words?: Record<string, string>
  /** how long a `<pause/>` is */
  pauseMs?: number
  /** dialogs, one after the other */
  calls?: number
}

/**
 * Runs one scenario of sipp at the far end of the trunk until its last dialog is over. Throws when Asterisk did
 * something else than the scenario expects, with what was said.
 */
export async function runSipp({ scenario, sipPort, words = {}, ...run }: SippRun): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ringdesk-sipp-'))
  const [file, messages, errors] = [join(folder, 'scenario.xml'), join(folder, 'messages'), join(folder, 'errors')]
  // sipp has words of its own (-key), which it does not take in a status
  const text = readFileSync(join(scenarios, `${scenario}.xml`), 'utf8')
  writeFileSync(
    file,
    text.replaceAll(/\[(\w+)\]/g, (whole, name) => words[name] ?? whole),
  )
  const port = run.port ?? (await findUdpPort())
  const command = [
    ...[`127.0.0.1:${sipPort}`, '-sf', file, '-nostdin', '-m', `${run.calls ?? 1}`],
    ...['-i', PEER_HOST, '-p', `${port}`, '-mp', `${await findUdpPort()}`, '-l', '1', '-d', `${run.pauseMs ?? 0}`],
    ...['-timeout', `${MOST_S}s`, '-timeout_error', '-trace_msg', '-message_file', messages],
    ...['-trace_err', '-error_file', errors, ...(run.number === undefined ? [] : ['-s', run.number])],
  ]
  try {
    // a test run that is killed takes its sipp with it
    const sipp = ['--pdeathsig', 'KILL', sippProgram, ...command]
    const child = spawn('setpriv', sipp, { stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    const [code] = await once(child, 'close')
    if (code !== 0)
      throw new Error([`sipp ${scenario} ended with ${code}:`, said, ...[errors, messages].map(readTail)].join('\n'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readTail(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').slice(-6_000) : ''
}
