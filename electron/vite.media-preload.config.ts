import { defineConfig, mergeConfig } from 'vite'
import preload from './vite.preload.config.ts'

/** The media window's preload, made as the console's is. */
export default mergeConfig(
  preload,
  defineConfig({
    build: { rolldownOptions: { input: 'media-preload.ts', output: { entryFileNames: 'media-preload.cjs' } } },
  }),
)
