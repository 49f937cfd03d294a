import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { findDesktop } from '#scripts/start/open-desktop.ts'

const binary = findDesktop()
const why = binary === null ? ' (skipped: no Electron binary here, or the app is not built)' : ''

describe(`in a real Electron${why}`, () => {
  it.skipIf(binary === null)('the console shows its log-in, caged', { timeout: 60_000 }, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'real-window-'))
    const app = await _electron.launch({
      executablePath: binary ?? '',
      args: [join(import.meta.dirname, '..'), `--user-data-dir=${dataDir}`],
      env: { ...process.env, RINGDESK_CENTRAL_URL: 'http://127.0.0.1:9' } as Record<string, string>,
    })
    try {
      await expect.poll(() => app.windows().length).toBe(2)
      const page = app.windows().find((one) => !one.url().includes('/media/')) ?? (await app.firstWindow())
      await page.getByRole('textbox').first().waitFor()
      expect(page.url()).toMatch(/^app:\/\/ringdesk\//)
      const reach = await page.evaluate(() => ({
        bridge: Object.keys(Reflect.get(window, 'ringdesk')).sort(),
        node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in window),
      }))
      expect(reach).toEqual({ bridge: ['onNotice', 'request'], node: [] })
      const attacks = ['fetch("file:///etc/passwd")', 'import("node:fs")', 'Promise.resolve().then(() => eval("1"))']
      for (const attack of attacks) await expect(page.evaluate(attack), attack).rejects.toThrow()
    } finally {
      await app.close()
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
})
