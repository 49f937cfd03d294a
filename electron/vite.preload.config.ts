import { defineConfig } from 'vite'

/** A sandboxed preload can neither be an ES module nor require files: one CommonJS file. */
export default defineConfig({
  root: import.meta.dirname,
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    target: 'node24',
    outDir: '../dist/electron',
    emptyOutDir: false,
    copyPublicDir: false,
    rolldownOptions: {
      input: 'preload.ts',
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: 'preload.cjs' },
    },
  },
})
