/** The one source of randomness given at boot. */
export interface Random {
  /** uniform in [0, 1) */
  next(): number
  /** `count` random bytes; from a secure source outside simulations */
  bytes(count: number): Uint8Array
}
