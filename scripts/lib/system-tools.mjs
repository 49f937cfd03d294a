import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { findBrowser } from './find-browser.mjs'
import { findPostgres } from './find-postgres.mjs'

/** What the tests need from the machine, and the Debian packages that bring it. */
const tools = [
  { name: 'a Chromium browser', isThere: () => findBrowser() !== undefined, packages: ['chromium'] },
  { name: 'a Chinese font', isThere: hasChineseFont, packages: ['fonts-noto-cjk', 'fontconfig'] },
  { name: 'openssl', isThere: () => spawnSync('openssl', ['version']).status === 0, packages: ['openssl'] },
  { name: 'a PostgreSQL server', isThere: hasPostgres, packages: ['postgresql'] },
]

/**
 * Installs what is missing: only as root on Debian or Ubuntu; elsewhere it prints the command to run.
 * The tests that need what is still missing skip themselves by name, so that they are counted.
 */
export function installSystemTools() {
  const missing = tools.filter((tool) => !tool.isThere())
  if (missing.length === 0) return
  const names = missing.map((tool) => tool.name).join(', ')
  const packages = missing.flatMap((tool) => tool.packages)
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    console.log(`test: missing ${names}; tests that need it are skipped and counted. On Debian or Ubuntu:`)
    console.log(`  sudo apt-get install --no-install-recommends ${packages.join(' ')}`)
    return
  }
  console.log(`test: installing ${names}`)
  // a machine that cannot refresh its lists may still hold good ones: only the install decides
  runApt(['update'])
  if (!runApt(['install', '-y', '--no-install-recommends', ...packages])) {
    console.error(`test: apt-get could not install ${packages.join(' ')}`)
  }
}

/** @param {string[]} args */
function runApt(args) {
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=300']
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', [...options, ...args], { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0
}

function hasPostgres() {
  return Boolean(process.env.RINGDESK_TEST_DATABASE_URL) || findPostgres() !== undefined
}

function hasChineseFont() {
  if (process.platform !== 'linux') return true
  const list = spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' })
  return list.status === 0 && list.stdout.trim() !== ''
}
