import type { CDPSession } from 'playwright-core'

const BYTES_PER_MB = 1_048_576

/** What the page's scripts hold after everything unreachable was collected, in MB, and its nodes and listeners. */
export async function measureMemory(
  session: CDPSession,
): Promise<{ heapMb: number; nodes: number; listeners: number }> {
  // weak references let go only at a second collection
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
  return { heapMb: usedSize / BYTES_PER_MB, nodes, listeners: jsEventListeners }
}
