import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Resident bytes of this process once what nobody holds is collected. */
export function measureMemory(): number {
  collect()
  collect()
  return process.memoryUsage.rss()
}
