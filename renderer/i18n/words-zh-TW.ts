/** Every feature folder's words in zh-TW, as one chunk. */
export const words = import.meta.glob<Record<string, unknown>>('../*/i18n/zh-TW.json', {
  import: 'default',
  eager: true,
})
