import { availableParallelism } from 'node:os'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const rooms = ['shared', 'central', 'main', 'web', 'electron', 'scripts', 'bench', 'test/architecture', 'test/support']
const postgres = ['test/support/postgres-setup.ts']
const isFull = process.env.RINGDESK_TEST_SIZE === 'full'
// left alone, two cores get one worker, which leaves the other idle while a test waits
const maxWorkers = Math.max(2, availableParallelism() - 1)
const patient = { testTimeout: 180_000, hookTimeout: 180_000 }

export default defineConfig({
  test: {
    reporters: process.env.RINGDESK_TEST_TALLY ? ['default', './test/support/tally-reporter.ts'] : ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: rooms.map((room) => `${room}/**/*.test.ts`),
          globalSetup: postgres,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'console',
          environment: 'jsdom',
          include: ['renderer/**/*.test.tsx'],
          setupFiles: ['test/support/console-setup.ts'],
          testTimeout: 30_000,
          maxWorkers,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'console-logic',
          environment: 'node',
          include: ['renderer/**/*.test.ts'],
          testTimeout: 30_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'contract',
          environment: 'node',
          include: ['test/contract/**/*.test.ts'],
          globalSetup: postgres,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: postgres,
          ...patient,
          // a browser test mostly waits: two files at a time leave two cores room
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'pbx',
          environment: 'node',
          include: ['test/pbx/**/*.test.ts'],
          ...patient,
          // each file has an Asterisk of its own
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'simulation',
          environment: 'node',
          include: ['test/simulation/**/*.test.ts'],
          fileParallelism: false,
          // 2,000 worlds take three minutes on two quiet cores, a full campaign many times that
          testTimeout: isFull ? 4 * 3_600_000 : 1_800_000,
        },
      },
      {
        test: {
          name: 'faults',
          environment: 'node',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: postgres,
          ...patient,
          // promises by the clock are measured alone; a small run looks for what never comes right, and mostly waits
          ...(isFull ? { fileParallelism: false } : { maxWorkers: 2 }),
        },
      },
    ],
  },
})
