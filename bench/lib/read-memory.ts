import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** What this process holds once what nobody needs is collected: `rss` and `heapUsed`, in bytes. */
export function readMemory(): NodeJS.MemoryUsage {
  collect()
  collect()
  return process.memoryUsage()
}
