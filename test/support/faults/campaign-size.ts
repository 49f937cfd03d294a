/**
 * How long a fault campaign is: the variable's number when it is set, else `full` under RINGDESK_TEST_SIZE=full, else
 * `small`. Throws for anything but a whole number.
 */
export function chooseSize(variable: string, sizes: { small: number; full: number }): number {
  const given = process.env[variable]
  if (given === undefined) return process.env.RINGDESK_TEST_SIZE === 'full' ? sizes.full : sizes.small
  if (!/^\d{1,6}$/.test(given)) throw new Error(`${variable} is a whole number, not "${given}"`)
  return Number(given)
}
