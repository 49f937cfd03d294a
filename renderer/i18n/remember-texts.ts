import type { i18n } from 'i18next'

/**
 * Keeps every text without values once it was looked up. A screen asks for a hundred of them whenever it is drawn, and
 * each look-up resolves namespaces, plurals and interpolation anew. Words that are added later are looked up again.
 */
export function rememberTexts(instance: i18n): void {
  const kept = new Map<string, { t: i18n['t']; texts: Map<string, string> }>()
  instance.store.on('added', () => {
    for (const { texts } of kept.values()) texts.clear()
  })
  instance.getFixedT = new Proxy(instance.getFixedT, {
    apply(getFixedT, _self, args) {
      const key = JSON.stringify(args)
      const known = kept.get(key)
      if (known !== undefined) return known.t
      const texts = new Map<string, string>()
      const t = rememberPlain(Reflect.apply(getFixedT, instance, args), texts)
      kept.set(key, { t, texts })
      return t
    },
  })
}

function rememberPlain(t: i18n['t'], texts: Map<string, string>): i18n['t'] {
  return new Proxy(t, {
    apply(plain, self, args) {
      const [key] = args
      if (args.length !== 1 || typeof key !== 'string') return Reflect.apply(plain, self, args)
      const known = texts.get(key)
      if (known !== undefined) return known
      const text = Reflect.apply(plain, self, args)
      if (typeof text === 'string') texts.set(key, text)
      return text
    },
  })
}
