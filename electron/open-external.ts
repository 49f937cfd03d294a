import type { ExternalPort } from './electron-port.ts'

/** The only way out to another program: web pages and mail, nothing that could start something on the machine. */
export async function openExternal(shell: ExternalPort, address: string): Promise<boolean> {
  const url = URL.parse(address)
  if (url === null || url.username !== '' || url.password !== '') return false
  if (url.protocol !== 'https:' && url.protocol !== 'mailto:') return false
  await shell.openExternal(url.href)
  return true
}
