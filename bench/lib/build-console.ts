import { runStep } from '#scripts/lib/run-step.mjs'

/** Builds today's console into a folder of its own, so that no other build changes it under the browser. */
export async function buildConsole(folder: string): Promise<void> {
  const command = ['vite', 'build', '--config', 'renderer/vite.config.ts', '--logLevel', 'error']
  if (!(await runStep([...command, '--outDir', folder]))) throw new Error('the console did not build')
}
