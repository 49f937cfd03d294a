import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from './free-port.ts'
import { ProductProcess } from './process.ts'

export type Product = {
  webUrl: string
  centralUrl: string
  dataDir: string
  central: ProductProcess
  web: ProductProcess
  /** a token of central's own API, for steering the simulator and looking into the truth */
  signIn(login: string, password: string): Promise<string>
  api(token: string, method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
  stop(): Promise<void>
}

/** Central and the web shell as two real processes on free ports, with demo data in a folder of their own. */
export async function startProduct(extra: Record<string, string> = {}): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ringdesk-e2e-'))
  const [centralPort, webPort] = [await findFreePort(), await findFreePort()]
  const centralUrl = `http://127.0.0.1:${centralPort}`
  const webUrl = `http://127.0.0.1:${webPort}`
  const env = {
    RINGDESK_DATA_DIR: dataDir,
    RINGDESK_CENTRAL_PORT: String(centralPort),
    RINGDESK_WEB_PORT: String(webPort),
    RINGDESK_DEMO: '1',
    ...extra,
  }
  const central = new ProductProcess({
    name: 'central',
    script: 'central/main.ts',
    env,
    readyUrl: `${centralUrl}/readyz`,
  })
  const web = new ProductProcess({ name: 'web', script: 'web/main.ts', env, readyUrl: `${webUrl}/shell` })
  await central.start()
  await web.start()

  const api: Product['api'] = async (token, method, path, body) => {
    const response = await fetch(`${centralUrl}/api/v1${path}`, {
      method,
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  }
  return {
    webUrl,
    centralUrl,
    dataDir,
    central,
    web,
    api,
    async signIn(login, password) {
      const answer = await api('', 'POST', '/session', { login, password })
      if (answer.status !== 200 && answer.status !== 201) throw new Error(`log-in failed: ${JSON.stringify(answer)}`)
      return (answer.body as { token: string }).token
    },
    async stop() {
      await web.stop()
      await central.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
