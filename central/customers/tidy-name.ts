/** Marks that turn the direction of what follows: a name with one can read as another name. */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/gu

/** A name as it is kept: composed (NFC), so that two spellings that look the same are the same, and read as written. */
export function tidyName(name: string): string {
  return name.normalize('NFC').replace(DIRECTION, '').trim()
}
