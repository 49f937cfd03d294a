import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { UserId } from '#shared/protocol/ids.ts'
import { openStore } from './open-store.ts'
import { makeStoreFolder } from './store-folder.ts'

const writer = fileURLToPath(import.meta.resolve('#test/support/draft-writer.ts'))
const key = '07'.repeat(32)
const KILLS = Number(process.env.RINGDESK_CRASH_KILLS ?? 8)

/** Runs the writer, kills it after `acks` acknowledgements, and says which was the last one it printed. */
function writeUntilKilled(dataDir: string, first: number, acks: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, dataDir, 'user-1', key, String(first)])
    let output = ''
    let errors = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
      if (output.split('\n').length > acks) child.kill('SIGKILL')
    })
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.on('close', (code, signal) => {
      const last = Number(output.split('\n').findLast((line) => line !== ''))
      if (signal === 'SIGKILL' && last > 0) resolve(last)
      else reject(new Error(`writer ended by itself (${code}): ${errors}`))
    })
  })
}

it(`a desk killed mid-sentence has its last acknowledged draft and command, ${KILLS} times over`, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'desk-crash-'))
  try {
    let acknowledged = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      acknowledged = await writeUntilKilled(dataDir, acknowledged + 2, 3 + ((kill * 7) % 20))
      const folder = makeStoreFolder(dataDir, UserId.parse('user-1'))
      const opened = openStore(folder, Buffer.from(key, 'hex'), { releaseLock: () => {} })
      if (!opened.ok) throw new Error(opened.refusal.code)
      const { drafts, outbox } = opened.value
      const [draft] = drafts.list()
      // one more may have been committed whose acknowledgement the kill cut off
      expect(draft?.revision).toBeGreaterThanOrEqual(acknowledged)
      expect(draft?.revision).toBeLessThanOrEqual(acknowledged + 1)
      expect(draft?.fields.note).toBe(`sentence ${draft?.revision}`)
      const written = outbox.listBodies().map(({ body }) => (body.type === 'task.complete' ? body.taskId : ''))
      expect(written.at(-1)).toBe(`task-${draft?.revision}`)
      opened.value.close()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}, 120_000)
