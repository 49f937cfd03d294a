/** Every feature folder's words in en, as one chunk. */
export const words = import.meta.glob<Record<string, unknown>>('../*/i18n/en.json', { import: 'default', eager: true })
