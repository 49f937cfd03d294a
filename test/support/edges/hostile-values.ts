import fc from 'fast-check'

/** Stands in every invented text: whatever the log holds, it must not hold this. */
export const NEEDLE = 'ndl7qx'

const nasty = [
  ...['', ' ', '.', '..', '0', '-1', 'NaN', '1e999', 'null', 'true', '[]', '{}', '__proto__', 'constructor'],
  ...[`\u0000${NEEDLE}`, `${NEEDLE}\u0000`, `\ud800${NEEDLE}`, `${NEEDLE}\udfff`, `\u202e${NEEDLE}\u2066`],
  ...[`𠮷野家${NEEDLE}`, `👩‍👩‍👧‍👦${NEEDLE}`, `e\u0301\u0302\u0303${NEEDLE}`, `${NEEDLE}${'\u0301'.repeat(300)}`],
  ...[`' OR 1=1-- ${NEEDLE}`, `"; drop table customer; -- ${NEEDLE}`, `%${NEEDLE}_`, `${NEEDLE}* NEAR( "`],
  ...[
    `../../etc/passwd${NEEDLE}`,
    `..%2f..%2f${NEEDLE}`,
    `C:\\${NEEDLE}`,
    `file:///${NEEDLE}`,
    `${NEEDLE}\r\nx-evil: 1`,
  ],
  ...[`<img src=x onerror=alert('${NEEDLE}')>`, `\${${NEEDLE}}`, `{{${NEEDLE}}}`, `=cmd|' /C ${NEEDLE}'!A0`],
  ...[`+86138${NEEDLE}`, '+14155550123', '911', '٣٤٥', '１２３４５６７', `${NEEDLE}@example.com`, `王小明${NEEDLE}`],
  ...[`${NEEDLE}${'a'.repeat(10_000)}`, `${NEEDLE}${'(a+)+$'.repeat(50)}`, `\u200b${NEEDLE}\ufeff`],
]

const texts = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `${text}${NEEDLE}`) },
)

const numbers = fc.constantFrom(
  ...[-1, 0, -0, 0.5, 1.5, 41, 1e21, -1e21, 1e308, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 2, -(2 ** 53)],
)

const shapes = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], [NEEDLE], { value: NEEDLE }, { length: 3 }),
  fc.integer({ min: 2, max: 40 }).map((depth) => nest(depth)),
  fc.constant(JSON.parse(`{"__proto__": {"polluted": "${NEEDLE}"}}`)),
  fc.constant({ constructor: { prototype: { polluted: NEEDLE } } }),
  fc.constant(Array.from({ length: 600 }, () => NEEDLE)),
  fc.constant({ toString: NEEDLE, valueOf: NEEDLE, then: NEEDLE }),
)

/** Anything a sender may put where something else is expected. All of it is JSON. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: texts },
  { weight: 2, arbitrary: numbers },
  { weight: 3, arbitrary: shapes },
)
export const hostileText = texts

function nest(depth: number): unknown {
  let value: unknown = NEEDLE
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { inner: value }
  return value
}

/** A text somewhere in it that no database and no wire can hold as it is: NUL or half a surrogate pair. */
export function holdsBrokenText(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed()
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([key, entry]) => holdsBrokenText(key) || holdsBrokenText(entry))
}
