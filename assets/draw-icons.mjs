import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findBrowser } from '../scripts/lib/find-browser.mjs'

/** Draws every icon from the two SVGs: `node assets/draw-icons.mjs` after changing one. The pictures are committed. */
const here = import.meta.dirname
const browser = await chromium.launch({ executablePath: findBrowser(), chromiumSandbox: false })

async function draw(svg, size) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const picture = readFileSync(join(here, svg), 'utf8').replace('<svg', `<svg width="${size}" height="${size}"`)
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${picture}`)
  const png = await page.screenshot({ omitBackground: true })
  await page.close()
  return png
}

const save = (name, bytes) => writeFileSync(join(here, name), bytes)
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const pngs = new Map()
for (const size of sizes) pngs.set(size, await draw('icon.svg', size))

for (const size of sizes.slice(0, -1)) save(`icons/${size}x${size}.png`, pngs.get(size))
save('app/icon.png', pngs.get(256))
save('icon.ico', buildIco([16, 24, 32, 48, 64, 128, 256]))
save('icon.icns', buildIcns({ ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 }))
// Electron takes the picture that fits the screen by the suffix
for (const [suffix, size] of [
  ['', 16],
  ['@2x', 32],
  ['@3x', 48],
]) {
  save(`app/tray${suffix}.png`, pngs.get(size))
  save(`app/trayTemplate${suffix}.png`, await draw('tray-template.svg', size))
}
await browser.close()

/** Windows' container: a table of sizes, then the PNGs. 256 is written as 0. */
function buildIco(wanted) {
  const head = Buffer.alloc(6 + 16 * wanted.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(wanted.length, 4)
  let offset = head.length
  wanted.forEach((size, index) => {
    const at = 6 + 16 * index
    head[at] = head[at + 1] = size % 256
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(pngs.get(size).length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += pngs.get(size).length
  })
  return Buffer.concat([head, ...wanted.map((size) => pngs.get(size))])
}

/** Apple's container: named chunks, each with its own length. */
function buildIcns(wanted) {
  const chunk = (name, body) => {
    const head = Buffer.alloc(8)
    head.write(name, 'latin1')
    head.writeUInt32BE(body.length + 8, 4)
    return Buffer.concat([head, body])
  }
  return chunk('icns', Buffer.concat(Object.entries(wanted).map(([name, size]) => chunk(name, pngs.get(size)))))
}
