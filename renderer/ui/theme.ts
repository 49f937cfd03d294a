import { createTheme, type MantineColorsTuple } from '@mantine/core'

const iris: MantineColorsTuple = [
  '#f0f1ff',
  '#e0e2ff',
  '#c4c8ff',
  '#a5abff',
  '#868dfb',
  '#6b70f0',
  '#5457e0',
  '#4547c6',
  '#3a3ba3',
  '#2f3081',
]
const gray: MantineColorsTuple = [
  '#fafbfc',
  '#f4f5f7',
  '#ebedf0',
  '#dfe2e6',
  '#cbd0d6',
  '#a4abb5',
  '#79818d',
  '#5b6370',
  '#3a414c',
  '#20252d',
]
const dark: MantineColorsTuple = [
  '#e6e8ec',
  '#c3c8d0',
  '#9ba3af',
  '#757d8a',
  '#3b414b',
  '#2c313a',
  '#22262e',
  '#191c22',
  '#131519',
  '#0d0f12',
]
const danger: MantineColorsTuple = [
  '#fdebea',
  '#fbd5d3',
  '#f5aba6',
  '#ef7f78',
  '#e5544b',
  '#d63a31',
  '#c4261d',
  '#a81d15',
  '#8c1812',
  '#6e130e',
]
const good: MantineColorsTuple = [
  '#e3f5ee',
  '#c5eadb',
  '#8fd6b9',
  '#5ac29a',
  '#2aa97d',
  '#128a65',
  '#0b7a5d',
  '#08634b',
  '#064d3a',
  '#04382b',
]

const fonts = {
  'zh-TW':
    '"Inter Variable", "PingFang TC", "Microsoft JhengHei UI", "Noto Sans TC", "Noto Sans CJK TC", system-ui, sans-serif',
  other:
    '"Inter Variable", "PingFang SC", "Microsoft YaHei UI", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif',
}

/** The theme for a language: glyph shapes differ between zh-CN and zh-TW, the rest is the same. */
export function makeTheme(language: string) {
  const fontFamily = language === 'zh-TW' ? fonts['zh-TW'] : fonts.other
  return createTheme({
    primaryColor: 'iris',
    primaryShade: 6,
    autoContrast: true,
    colors: { iris, gray, dark, danger, good },
    fontFamily,
    headings: { fontFamily, fontWeight: '600' },
    fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
    lineHeights: { xs: '1.4', sm: '1.45', md: '1.5' },
    spacing: { xs: '6px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
    radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
    defaultRadius: 'sm',
    cursorType: 'pointer',
    respectReducedMotion: true,
    components: {
      Button: { defaultProps: { size: 'xs' } },
      ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
      TextInput: { defaultProps: { size: 'xs' } },
      PasswordInput: { defaultProps: { size: 'xs' } },
      Textarea: { defaultProps: { size: 'xs' } },
      // the list of options scrolls itself (mantine.css): a box around it would scroll without taking the focus
      Select: { defaultProps: { size: 'xs', withScrollArea: false, openOnFocus: false } },
      SegmentedControl: { defaultProps: { size: 'xs' } },
      Switch: { defaultProps: { size: 'sm' } },
      Checkbox: { defaultProps: { size: 'xs' } },
      Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
      // the placeholder is a focusable child that a menu must not have
      Menu: { defaultProps: { shadow: 'md', withinPortal: true, withInitialFocusPlaceholder: false } },
    },
  })
}
