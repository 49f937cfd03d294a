import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** One chunk per language, loaded when chosen; everything else splits where the code says `import()`. */
function nameLanguageChunk(moduleId: string): string | null {
  const language = /\/renderer\/[a-z-]+\/i18n\/(en|zh-CN|zh-TW)\.json$/.exec(moduleId)?.[1]
  return language === undefined ? null : `language-${language}`
}

export default defineConfig({
  root: import.meta.dirname,
  // relative addresses: the same build is served by the web shell and by the desktop's app:// protocol
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: nameLanguageChunk }] } } },
  },
})
