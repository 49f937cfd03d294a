import { type OpenPage, PAGE_BYTES } from './page-cipher.ts'

const LOG_HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const FRAME_BYTES = FRAME_HEADER_BYTES + PAGE_BYTES
const BIG_ENDIAN_SUMS = 0x377f0683

export interface LogPages {
  /** the newest sound version of each page in the log, up to its last whole transaction */
  pages: Map<number, Buffer>
  /** finished transactions lie behind a broken frame, where SQLite does not look */
  damaged: boolean
}

type Frame = { page: number; commits: boolean; clear: Buffer | null; chained: boolean }

/**
 * Reads SQLite's write-ahead log page by page. SQLite itself stops at the first frame whose checksum is wrong and takes
 * what comes after for never written: right for a torn tail, a silent loss when a disk went bad in the middle.
 */
export function readLog(log: Buffer, open: OpenPage): LogPages {
  const frames = readFrames(log, open)
  const broken = frames.findIndex((frame) => !frame.chained)
  const last = frames.findLastIndex((frame) => frame.commits && frame.clear !== null)
  const pages = new Map<number, Buffer>()
  for (const { page, clear } of frames.slice(0, last + 1)) if (clear !== null) pages.set(page, clear)
  // A tear leaves no finished transaction behind it, and what a rolled back one left here has no end.
  const damaged = broken !== -1 && frames.slice(broken + 1).some((frame) => frame.commits && frame.clear !== null)
  return { pages, damaged }
}

function readFrames(log: Buffer, open: OpenPage): Frame[] {
  const first = log.subarray(LOG_HEADER_BYTES)
  if (first.length < FRAME_BYTES) return []
  // little or big end first, as the machine that wrote it liked
  const sum = createSum(log.readUInt32BE(0) === BIG_ENDIAN_SUMS)
  const header = sum([0, 0], log.subarray(0, 24))
  const isHeaderSound = header[0] === log.readUInt32BE(24) && header[1] === log.readUInt32BE(28)
  const salts = isHeaderSound ? log.subarray(16, 24) : first.subarray(8, 16)
  const frames: Frame[] = []
  let chain = header
  let chained = isHeaderSound
  for (let at = 0; at + FRAME_BYTES <= first.length; at += FRAME_BYTES) {
    const frame = first.subarray(at, at + FRAME_BYTES)
    const body = frame.subarray(FRAME_HEADER_BYTES)
    const page = frame.readUInt32BE(0)
    // frames of an earlier round of the log carry other salts
    const isOurs = frame.subarray(8, 16).equals(salts)
    chain = sum(sum(chain, frame.subarray(0, 8)), body)
    chained &&= isOurs && chain[0] === frame.readUInt32BE(16) && chain[1] === frame.readUInt32BE(20)
    frames.push({
      page,
      commits: isOurs && frame.readUInt32BE(4) > 0,
      clear: isOurs ? open(page, body) : null,
      chained,
    })
  }
  return frames
}

type Sum = readonly [number, number]

/** SQLite's running checksum over pairs of 32-bit words. */
function createSum(bigEndian: boolean): (from: Sum, bytes: Buffer) => Sum {
  const word = (bytes: Buffer, at: number) => (bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at))
  return (from, bytes) => {
    let [one, two] = from
    for (let at = 0; at + 8 <= bytes.length; at += 8) {
      one = (one + word(bytes, at) + two) >>> 0
      two = (two + word(bytes, at + 4) + one) >>> 0
    }
    return [one, two]
  }
}
