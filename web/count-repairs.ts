import type { RepairStore } from '#main/store/open-sound-store.ts'

/** Repairs as given, and tells whether one is under way: whose desk is being opened waits for it. */
export function countRepairs(repair: RepairStore): { repair: RepairStore; isRepairing(): boolean } {
  let running = 0
  return {
    isRepairing: () => running > 0,
    repair: async (...order) => {
      running += 1
      try {
        return await repair(...order)
      } finally {
        running -= 1
      }
    },
  }
}
