import { defineConfig } from 'vite'

/** The main process as one ES module. Native add-ons stay outside, everything else is bundled. */
export default defineConfig({
  root: import.meta.dirname,
  ssr: { noExternal: true, external: ['electron', 'better-sqlite3-multiple-ciphers'] },
  build: {
    ssr: true,
    target: 'node24',
    outDir: '../dist/electron',
    emptyOutDir: true,
    copyPublicDir: false,
    rolldownOptions: {
      input: 'main.ts',
      external: ['electron', 'better-sqlite3-multiple-ciphers'],
      output: { format: 'es', entryFileNames: 'main.js' },
    },
  },
})
