import { SegmentedControl } from '@mantine/core'
import IconActivity from '@tabler/icons-react/dist/esm/icons/IconActivity.mjs'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { languageNames } from '#renderer/i18n/languages.ts'
import { Locale } from '#shared/protocol/scalars.ts'
import styles from './login-page.module.css'

type Props = { language: Locale; onLanguage: (language: Locale) => void; children: ReactNode }

/** The page around log-in and ready check: the mark, the language switch, one card. */
export function LoginLayout({ language, onLanguage, children }: Props) {
  const { t } = useTranslation('login')
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <SegmentedControl
          aria-label={t('language')}
          value={language}
          onChange={(chosen) => onLanguage(Locale.parse(chosen))}
          data={Locale.options.map((value) => ({
            value,
            label: <span lang={value}>{languageNames[value]}</span>,
          }))}
        />
      </header>
      <main className={styles.middle}>
        <div className={styles.brand}>
          <span className={styles.logo}>
            <IconActivity size={22} aria-hidden="true" />
          </span>
          {t('product')}
        </div>
        {children}
      </main>
    </div>
  )
}
