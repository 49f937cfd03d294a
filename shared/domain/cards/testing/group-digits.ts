/** The number in groups of these sizes, what is left over as a last one. */
export function groupDigits(number: string, sizes: readonly number[], gap: string): string {
  const groups: string[] = []
  let from = 0
  for (const size of [...sizes, number.length]) {
    groups.push(number.slice(from, from + size))
    from += size
  }
  return groups.filter((group) => group !== '').join(gap)
}
