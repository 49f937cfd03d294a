import { describe, expect, it } from 'vitest'
import { isStorageTrouble } from './storage-trouble.ts'

const failWith = (code: string) => Object.assign(new Error('x'), { code })

describe('trouble with the database itself', () => {
  it.each([
    'SQLITE_FULL',
    'SQLITE_IOERR_WRITE',
    'SQLITE_BUSY',
    'SQLITE_READONLY',
    '53100',
    '25006',
    '57014',
    '57P01',
    '57P02',
    '57P03',
    '08006',
    'ECONNREFUSED',
  ])('is %s: it may go well later', (code) => expect(isStorageTrouble(failWith(code))).toBe(true))

  it.each(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_ERROR', '23505', '25001', '40001', 'ERR_ASSERTION'])(
    'is not %s',
    (code) => expect(isStorageTrouble(failWith(code))).toBe(false),
  )

  it.each([
    'Connection terminated',
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'timeout exceeded when trying to connect',
  ])('is what pg says without a code: %s', (message) => expect(isStorageTrouble(new Error(message))).toBe(true))

  it('is not a bug in our own code', () => {
    expect(isStorageTrouble(new TypeError('undefined is not a function'))).toBe(false)
    expect(isStorageTrouble('SQLITE_FULL')).toBe(false)
  })
})
