/**
 * How values sleep in columns, the same on SQLite and PostgreSQL: booleans as 0/1, JSON as text, times as epoch ms
 * (plain numbers, no codec). What we wrote ourselves is trusted when read; a row that is not JSON is a bug and throws.
 */

export function toFlag(value: boolean): number {
  return value ? 1 : 0
}

export function fromFlag(column: number): boolean {
  return column !== 0
}

/** null stays null: an unknown consent is neither yes nor no. */
export function fromOptionalFlag(column: number | null): boolean | null {
  return column === null ? null : column !== 0
}

export function toJson(value: unknown): string {
  return JSON.stringify(value)
}

export function fromJson<T>(column: string): T {
  return JSON.parse(column)
}

export function fromOptionalJson<T>(column: string | null): T | null {
  return column === null ? null : JSON.parse(column)
}
