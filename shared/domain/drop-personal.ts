/** Keys under which a log may be handed something personal or secret; what lies there is left out, whatever it is. */
const PERSONAL = new Set([
  ...['name', 'login', 'author', 'customer', 'customername', 'callername', 'displayname', 'company', 'jobtitle'],
  ...['phone', 'phones', 'number', 'numbers', 'e164', 'from', 'to', 'caller', 'callernumber', 'dialled'],
  ...['email', 'address', 'city', 'ip', 'remoteaddress', 'headers', 'cookie', 'cookies', 'authorization'],
  ...['note', 'notes', 'text', 'title', 'subject', 'summary', 'fields', 'draft', 'body', 'payload', 'query', 'params'],
  ...['password', 'newpassword', 'current', 'token', 'ticket', 'secret', 'credentials', 'key', 'hello', 'attached'],
])
const DEEPEST = 5

/** A log line's fields without what is personal: by its key (`pii.phone` too), and numbers inside sentences. */
export function dropPersonal(fields: object): Record<string, unknown> {
  return dropWithin(fields, 0)
}

function dropWithin(fields: object, depth: number): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(fields)) {
    if (isPersonal(key)) kept[key] = '[personal]'
    else kept[key] = key === 'detail' && typeof value === 'string' ? maskNumbers(value) : dropInValue(value, depth + 1)
  }
  return kept
}

function dropInValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value
  if (depth >= DEEPEST) return '[deep]'
  return Array.isArray(value) ? value.map((entry) => dropInValue(entry, depth + 1)) : dropWithin(value, depth)
}

function isPersonal(key: string): boolean {
  return key.startsWith('pii.') || PERSONAL.has(key.toLowerCase())
}

/** Takes out what may be a telephone or card number: providers quote them in their messages. */
export function maskNumbers(sentence: string): string {
  return sentence.replaceAll(/\+?\(?\d(?:[ ().-]{0,2}\d){6,}/g, '[number]')
}
