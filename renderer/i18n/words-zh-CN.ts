/** Every feature folder's words in zh-CN, as one chunk. */
export const words = import.meta.glob<Record<string, unknown>>('../*/i18n/zh-CN.json', {
  import: 'default',
  eager: true,
})
