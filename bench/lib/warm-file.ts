import { open } from 'node:fs/promises'

const CHUNK = 8 * 2 ** 20

/**
 * Reads a file from end to end, so that it lies in the system's page cache: whoever asks for a page first would
 * otherwise pay the disk for whoever asks second.
 */
export async function warmFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(CHUNK)
    while ((await file.read(buffer, 0, CHUNK)).bytesRead > 0);
  } finally {
    await file.close()
  }
}
