import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { refuseRequest } from './refusal-error.ts'

export const LOG_INS_PER_ACCOUNT = 5
export const LOG_INS_PER_ADDRESS = 20

/** Log-ins a minute per account and per address; a successful one clears the account's count. */
export function limitLogIns() {
  const accounts = new RateLimiterMemory({ keyPrefix: 'account', points: LOG_INS_PER_ACCOUNT, duration: 60 })
  const addresses = new RateLimiterMemory({ keyPrefix: 'address', points: LOG_INS_PER_ADDRESS, duration: 60 })
  return {
    async attempt(login: string, address: string): Promise<void> {
      await take(addresses, address)
      await take(accounts, login)
    },
    async succeed(login: string): Promise<void> {
      await accounts.delete(login)
    },
  }
}

async function take(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (limit) {
    if (!(limit instanceof RateLimiterRes)) throw limit
    refuseRequest('too_many_attempts', { params: { seconds: Math.ceil(limit.msBeforeNext / 1000) } })
  }
}
