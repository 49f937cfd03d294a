import { type OpenPage, PAGE_BYTES } from './page-cipher.ts'

const LOG_HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const FRAME_BYTES = FRAME_HEADER_BYTES + PAGE_BYTES
const BIG_ENDIAN_SUMS = 0x377f0683

export interface LogPages {
  /** the newest sound version of a page in the log, up to its last whole transaction */
  find(page: number): Buffer | null
  /** the highest page in it */
  highest: number
  /** finished transactions lie behind a broken frame, where SQLite does not look */
  damaged: boolean
}

/** `ours`: of this round of the log. `chained`: it and all before it have the checksums SQLite wants. */
type Frame = { page: number; commits: boolean; sealed: Buffer; ours: boolean; chained: boolean }

/**
 * Reads SQLite's write-ahead log page by page. SQLite itself stops at the first frame whose checksum is wrong and takes
 * what comes after for never written: right for a torn tail, a silent loss when a disk went bad in the middle. Pages
 * are opened only when they are asked for: at most starts all that is wanted is whether the log is damaged.
 */
export function readLog(log: Buffer, open: OpenPage): LogPages {
  const frames = listFrames(log)
  const openFrame = ({ ours, page, sealed }: Frame) => (ours ? open(page, sealed) : null)
  const endsSoundly = (frame: Frame) => frame.commits && openFrame(frame) !== null
  const broken = frames.findIndex((frame) => !frame.chained)
  const versions = new Map<number, Frame[]>()
  let highest = 0
  for (const frame of frames.slice(0, frames.findLastIndex(endsSoundly) + 1)) {
    highest = Math.max(highest, frame.page)
    const older = versions.get(frame.page)
    if (older) older.push(frame)
    else versions.set(frame.page, [frame])
  }
  return {
    highest,
    // A tear leaves no finished transaction behind it, and what a rolled back one left here has no end.
    damaged: broken !== -1 && frames.slice(broken + 1).some(endsSoundly),
    find(page) {
      for (const frame of (versions.get(page) ?? []).toReversed()) {
        const clear = openFrame(frame)
        if (clear !== null) return clear
      }
      return null
    },
  }
}

function listFrames(log: Buffer): Frame[] {
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
    const sealed = frame.subarray(FRAME_HEADER_BYTES)
    // frames of an earlier round of the log carry other salts
    const ours = frame.subarray(8, 16).equals(salts)
    if (chained) chain = sum(sum(chain, frame.subarray(0, 8)), sealed)
    chained &&= ours && chain[0] === frame.readUInt32BE(16) && chain[1] === frame.readUInt32BE(20)
    frames.push({ page: frame.readUInt32BE(0), commits: ours && frame.readUInt32BE(4) > 0, sealed, ours, chained })
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
