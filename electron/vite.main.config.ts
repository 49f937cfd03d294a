import { defineConfig } from 'vite'

/** The main process as one ES module. Native add-ons stay outside, everything else is bundled. */
export default defineConfig({
  root: import.meta.dirname,
  // icons for window and tray lie beside the bundle
  publicDir: '../assets/app',
  ssr: { noExternal: true, external: ['electron', 'better-sqlite3-multiple-ciphers'] },
  build: {
    ssr: true,
    target: 'node24',
    outDir: '../dist/electron',
    emptyOutDir: true,
    copyPublicDir: true,
    rolldownOptions: {
      input: 'main.ts',
      external: ['electron', 'better-sqlite3-multiple-ciphers'],
      output: { format: 'es', entryFileNames: 'main.js' },
    },
  },
})
