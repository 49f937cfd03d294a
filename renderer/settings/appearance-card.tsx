import { SegmentedControl, Slider } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { languageNames } from '#renderer/i18n/languages.ts'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { Locale } from '#shared/protocol/scalars.ts'
import { SettingCard, SettingRow } from './setting-card.tsx'
import styles from './settings-page.module.css'

const themes = ['system', 'light', 'dark'] as const
const densities = ['compact', 'touch'] as const

/** Language, theme, density, text size: all take effect at once. */
export function AppearanceCard() {
  const { t, i18n } = useTranslation('settings')
  const dispatch = useDispatch()
  const { theme, density, textSize } = useConsole((state) => state.preferences)
  return (
    <SettingCard title={t('appearance.title')}>
      <SettingRow label={t('language.label')} labelId="setting-language" hint={t('language.hint')}>
        <SegmentedControl
          aria-labelledby="setting-language"
          value={i18n.language}
          data={Locale.options.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }))}
          onChange={(value) => void dispatch.preferences({ language: Locale.parse(value) })}
        />
      </SettingRow>
      <SettingRow label={t('theme.label')} labelId="setting-theme">
        <SegmentedControl
          aria-labelledby="setting-theme"
          value={theme}
          data={themes.map((value) => ({ value, label: t(`theme.${value}`) }))}
          onChange={(value) => void dispatch.preferences({ theme: value })}
        />
      </SettingRow>
      <SettingRow label={t('density.label')} labelId="setting-density">
        <SegmentedControl
          aria-labelledby="setting-density"
          value={density}
          data={densities.map((value) => ({ value, label: t(`density.${value}`) }))}
          onChange={(value) => void dispatch.preferences({ density: value })}
        />
      </SettingRow>
      <SettingRow
        label={t('textSize.label')}
        labelId="setting-text-size"
        hint={t('textSize.value', { percent: textSize })}
      >
        <Slider
          className={styles.slider}
          thumbLabel={t('textSize.label')}
          min={90}
          max={125}
          step={5}
          value={textSize}
          label={(percent) => t('textSize.value', { percent })}
          onChange={(percent) => void dispatch.preferences({ textSize: percent })}
        />
      </SettingRow>
    </SettingCard>
  )
}
