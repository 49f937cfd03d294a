/** Keeps what was made for a locale and options: making an Intl format costs a hundred times what using it does. */
function keepFormats<O extends object, F>(make: (locale: string, options: O) => F): (locale: string, options: O) => F {
  const kept = new Map<string, F>()
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const made = make(locale, options)
    kept.set(key, made)
    return made
  }
}

export const dateFormat = keepFormats(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
)
export const numberFormat = keepFormats(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
)
export const relativeFormat = keepFormats(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
)
export const listFormat = keepFormats((locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options))
export const durationFormat = keepFormats(
  (locale, options: Intl.DurationFormatOptions) => new Intl.DurationFormat(locale, options),
)
