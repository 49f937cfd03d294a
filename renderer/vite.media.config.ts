import { join } from 'node:path'
import { defineConfig } from 'vite'

/** The desktop app's media window: a page of its own, so that nothing of the console comes along. */
export default defineConfig({
  root: join(import.meta.dirname, 'media'),
  base: './',
  publicDir: '../public',
  build: {
    outDir: '../../dist/media',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 900,
    license: { fileName: 'third-party-notices.md' },
  },
})
