import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PEER_HOST } from './sip-message.ts'
import { writeTone } from './tone.ts'

const samples = fileURLToPath(new URL('../../assets/asterisk', import.meta.url))
const surroundings = fileURLToPath(new URL('conf', import.meta.url))
export const MUSIC_HZ = 220
export const WORDS_HZ = 350
export const RECORDED_HZ = 1_600
export const CONFIRM_HZ = 2_000
export const BUSY_HZ = 1_800

export type Site = {
  folder: string
  /** where the packages are unpacked */
  home: string
  httpPort: number
  tlsPort: number
  sipPort: number
  peerPort: number
  rtpFrom: number
  rtpTo: number
  password: string
}

/**
 * The configuration that Ringdesk gives to administrators, with the addresses of this machine in it, and around it
 * what a distribution brings. Gives the certificate that it made.
 */
export function writeConfiguration(site: Site): string {
  const { folder, home } = site
  const folders = ['etc', 'run', 'log', 'data/moh', 'data/sounds', 'var/lib/keys', 'var/agi', 'var/cache']
  for (const name of [...folders, 'var/spool/recording', 'var/spool/tmp']) {
    mkdirSync(join(folder, name), { recursive: true })
  }
  const lib = readFileSync(join(home, '.ready'), 'utf8').split('\n')[2] ?? ''
  for (const name of readdirSync(surroundings)) {
    const text = readFileSync(join(surroundings, name), 'utf8')
    const told = text.replaceAll('@DIR@', folder).replaceAll('@LIB@', lib).replaceAll('@ROOT@', join(home, 'root'))
    writeFileSync(join(folder, 'etc', name), told)
  }
  const found = new Set<string>()
  const changes = listChanges(site)
  for (const name of readdirSync(samples).filter((one) => one.endsWith('.conf'))) {
    const text = readFileSync(join(samples, name), 'utf8')
    const told = changes.reduce((before, [here, there]) => {
      if (before.includes(here)) found.add(here)
      return before.replaceAll(here, there)
    }, text)
    writeFileSync(join(folder, 'etc', name), told)
  }
  const gone = changes.flatMap(([here]) => (found.has(here) ? [] : [here]))
  if (gone.length > 0) throw new Error(`the sample configuration no longer says: ${gone.join(' | ')}`)
  linkData(site)
  writeFileSync(join(folder, 'data/moh/music.ulaw'), writeTone(MUSIC_HZ, 10_000))
  // what this site asks for messages with: short, for tests wait for it
  writeFileSync(join(folder, 'data/sounds/ringdesk-message.ulaw'), writeTone(WORDS_HZ, 200))
  // and tells that a call is recorded
  writeFileSync(join(folder, 'data/sounds/ringdesk-recorded.ulaw'), writeTone(RECORDED_HZ, 600))
  // sends callers away whom nobody serves
  writeFileSync(join(folder, 'data/sounds/ringdesk-busy.ulaw'), writeTone(BUSY_HZ, 800))
  // asks agents for a key
  writeFileSync(join(folder, 'data/sounds/ringdesk-confirm.ulaw'), writeTone(CONFIRM_HZ, 400))
  return makeCertificate(folder)
}

/** What an administrator replaces. */
function listChanges(site: Site): [here: string, there: string][] {
  const { folder } = site
  return [
    ['bindport = 8088', `bindport = ${site.httpPort}`],
    ['tlsbindaddr = 0.0.0.0:8089', `tlsbindaddr = 127.0.0.1:${site.tlsPort}`],
    ['/etc/asterisk/keys', join(folder, 'etc')],
    ['CHANGE-ME-ARI', site.password],
    ['bind = 0.0.0.0:5060', `bind = 127.0.0.1:${site.sipPort}`],
    ['bind = 0.0.0.0\n', 'bind = 127.0.0.1\n'],
    ['sip.provider.example:5060', `${PEER_HOST}:${site.peerPort}`],
    ['203.0.113.10', PEER_HOST],
    ['rtpstart = 10000', `rtpstart = ${site.rtpFrom}`],
    ['rtpend = 20000', `rtpend = ${site.rtpTo}`],
    ['/usr/share/asterisk/moh', join(folder, 'data/moh')],
  ]
}

/** Asterisk does not start without its own documentation and the description of ARI. */
function linkData({ folder, home }: Site): void {
  const share = join(home, 'root/usr/share/asterisk')
  for (const name of ['documentation', 'rest-api']) symlinkSync(join(share, name), join(folder, 'data', name))
  const prompts = existsSync(join(share, 'sounds'))
    ? readdirSync(join(share, 'sounds')).find((name) => name.startsWith('en_US'))
    : undefined
  if (prompts) symlinkSync(join(share, 'sounds', prompts), join(folder, 'data/sounds/en'))
}

function makeCertificate(folder: string): string {
  const [key, certificate] = [join(folder, 'etc/privkey.pem'), join(folder, 'etc/fullchain.pem')]
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  execFileSync('openssl', ['req', '-x509', ...kind, ...name, '-keyout', key, '-out', certificate], { stdio: 'pipe' })
  return readFileSync(certificate, 'utf8')
}
