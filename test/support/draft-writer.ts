/**
 * A process that types: saves drafts and notes as fast as it can and prints each one's number once the store has
 * acknowledged it. Made to be killed. Arguments: data folder, user id, key in hex, first number.
 */
import { writeSync } from 'node:fs'
import { openStore } from '#main/store/open-store.ts'
import { makeStoreFolder } from '#main/store/store-folder.ts'
import { UserId } from '#shared/protocol/ids.ts'

const [dataDir = '', userId = '', key = '', first = '1'] = process.argv.slice(2)
const folder = makeStoreFolder(dataDir, UserId.parse(userId))
const opened = openStore(folder, Buffer.from(key, 'hex'), { releaseLock: () => {} })
if (!opened.ok) throw new Error(opened.refusal.code)
const store = opened.value
for (let number = Number(first); ; number += 1) {
  const text = `sentence ${number}`
  store.together(() => {
    store.drafts.save({ key: 'int-1', revision: number, savedAt: number, fields: { note: text } })
    const commandId = `01890000-0000-7000-8000-${String(number).padStart(12, '0')}`
    const body = { type: 'task.complete', taskId: `task-${number}` } as const
    store.outbox.add([{ commandId, body: JSON.parse(JSON.stringify(body)) }], number)
  })
  writeSync(1, `${number}\n`)
}
