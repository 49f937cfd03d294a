import { Writable } from 'node:stream'
import pino from 'pino'
import { describe, expect, it } from 'vitest'
import { describeError } from './describe-error.ts'

describe('an error in the log', () => {
  it('says what and where, and leaves out the row a database error carries', () => {
    const lines: string[] = []
    const sink = new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk))
        done()
      },
    })
    const refused = Object.assign(new Error('duplicate key value violates unique constraint "customer_phone_pkey"'), {
      code: '23505',
      detail: 'Key (customer_id, e164)=(c1, +8613812345678) already exists.',
      where: 'COPY customer_phone, line 1: "+8613812345678"',
    })
    pino({ serializers: { err: describeError } }, sink).error({ err: refused }, 'a flow failed')
    expect(lines.join()).toContain('23505')
    expect(lines.join()).toContain('customer_phone_pkey')
    expect(lines.join()).not.toContain('13812345678')
  })

  it('describes what is no error without its content', () => {
    expect(describeError('+8613812345678')).toEqual({ type: 'string', message: 'not an error' })
  })
})
