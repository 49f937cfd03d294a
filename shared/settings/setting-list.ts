import { isSupportedCountry } from 'libphonenumber-js/min'
import { z } from 'zod'
import { networkSettings } from './network-settings.ts'
import { S3AddressText } from './s3-address.ts'
import { defineSetting, PlainText, Switch, TimeZone, wholeNumber } from './setting.ts'
import { telephonySettings } from './telephony-settings.ts'

/** Past this nobody may rely on desks to fill what a restored backup lacks. */
export const LONGEST_BACKUP_HORIZON_DAYS = 60

/** Every setting of every process. `--help` and docs/settings.md are printed from this list. */
export const settingList = {
  dataDir: defineSetting({
    env: 'RINGDESK_DATA_DIR',
    flag: 'data-dir',
    placeholder: 'FOLDER',
    fallback: '.data',
    expects: 'a folder',
    description: 'Where Ringdesk keeps its files: the database, keys, and the desks of the web shell.',
    schema: PlainText.min(1),
  }),
  databaseUrl: defineSetting({
    env: 'DATABASE_URL',
    flag: 'database-url',
    placeholder: 'URL',
    fallback: '',
    fallbackText: 'an SQLite file in the data folder',
    expects: 'an address that starts with sqlite: or postgres://',
    description: 'The database of the central service.',
    secret: true,
    schema: z
      .string()
      .refine((url) => url === '' || /^(sqlite:|postgres(ql)?:\/\/)./.test(url))
      .transform((url) => (url === '' ? null : url)),
  }),
  ...networkSettings,
  defaultRegion: defineSetting({
    env: 'RINGDESK_DEFAULT_REGION',
    flag: 'default-region',
    placeholder: 'CC',
    fallback: 'US',
    expects: 'a country code of two letters such as US or CN',
    description: 'The country of phone numbers that are written without one.',
    schema: z
      .string()
      .regex(/^[A-Za-z]{2}$/)
      .transform((code) => code.toUpperCase())
      // with a country that nobody has, no number would be read and no caller known
      .refine((code) => isSupportedCountry(code)),
  }),
  language: defineSetting({
    env: 'RINGDESK_LANGUAGE',
    flag: 'language',
    placeholder: 'LANG',
    fallback: 'en',
    expects: 'one of en, zh-CN, zh-TW',
    description: "The site's language: what a voice says to an agent's telephone. Each person picks the console's own.",
    schema: z.string().pipe(z.enum(['en', 'zh-CN', 'zh-TW'])),
  }),
  timeZone: defineSetting({
    env: 'RINGDESK_TIME_ZONE',
    flag: 'time-zone',
    placeholder: 'ZONE',
    fallback: '',
    fallbackText: "this computer's",
    expects: 'a time zone name such as Asia/Shanghai',
    description: "The site's time zone: when a new day begins in today's figures.",
    schema: TimeZone,
  }),
  demo: defineSetting({
    env: 'RINGDESK_DEMO',
    flag: 'demo',
    placeholder: null,
    fallback: '1',
    expects: '1 or 0',
    description: 'Runs with demo customers, demo log-ins and simulated callers. Off for a real site.',
    schema: Switch,
  }),
  demoCustomers: defineSetting({
    env: 'RINGDESK_DEMO_CUSTOMERS',
    flag: 'demo-customers',
    placeholder: 'N',
    fallback: '2000',
    expects: 'a whole number from 50 to 1000000',
    description: 'How many customers a new demo gets.',
    schema: wholeNumber(50, 1_000_000),
  }),
  demoSeed: defineSetting({
    env: 'RINGDESK_DEMO_SEED',
    flag: 'demo-seed',
    placeholder: 'N',
    fallback: '1',
    expects: 'a whole number',
    description: 'The same seed gives the same demo customers and callers.',
    schema: wholeNumber(0, 4_294_967_295),
  }),
  demoCallsPerHour: defineSetting({
    env: 'RINGDESK_DEMO_CALLS_PER_HOUR',
    flag: 'demo-calls-per-hour',
    placeholder: 'N',
    fallback: '60',
    expects: 'a whole number from 0 to 36000',
    description: 'How many simulated callers call in the demo while somebody is available. 0: only by hand.',
    schema: wholeNumber(0, 36_000),
  }),
  ...telephonySettings,
  recordingsUrl: defineSetting({
    env: 'RINGDESK_RECORDINGS_URL',
    flag: 'recordings-url',
    placeholder: 'URL',
    fallback: '',
    fallbackText: 'a folder in the data folder',
    expects: 'an address such as https://KEY:SECRET@s3.example.com/bucket?region=eu-central-1',
    description: 'An S3-compatible bucket that keeps the sound of recordings.',
    secret: true,
    schema: S3AddressText,
  }),
  eventRetentionDays: defineSetting({
    env: 'RINGDESK_EVENT_RETENTION_DAYS',
    flag: 'event-retention-days',
    placeholder: 'N',
    fallback: '7',
    expects: 'a whole number from 1 to 365',
    description: 'How long a desk that was away can catch up event by event; after that it gets a fresh picture.',
    schema: wholeNumber(1, 365),
  }),
  auditRetentionDays: defineSetting({
    env: 'RINGDESK_AUDIT_RETENTION_DAYS',
    flag: 'audit-retention-days',
    placeholder: 'N',
    fallback: '400',
    expects: 'a whole number from 31 to 3650',
    description: 'How long the audit log keeps who logged in, who was refused and who changed the site.',
    schema: wholeNumber(31, 3650),
  }),
  backupHorizonDays: defineSetting({
    env: 'RINGDESK_BACKUP_HORIZON_DAYS',
    flag: 'backup-horizon-days',
    placeholder: 'N',
    fallback: '7',
    expects: `a whole number from 0 to ${LONGEST_BACKUP_HORIZON_DAYS}`,
    description:
      'How old a restored backup may be: desks keep what central acknowledged for so long, to push it again. 0: not at all.',
    schema: wholeNumber(0, LONGEST_BACKUP_HORIZON_DAYS),
  }),
  logLevel: defineSetting({
    env: 'RINGDESK_LOG_LEVEL',
    flag: 'log-level',
    placeholder: 'LEVEL',
    fallback: 'info',
    expects: 'one of fatal, error, warn, info, debug, trace, silent',
    description: 'How much is logged. No level logs personal data.',
    schema: z.string().pipe(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])),
  }),
  open: defineSetting({
    env: 'RINGDESK_OPEN',
    flag: 'open',
    placeholder: 'WHAT',
    fallback: 'auto',
    expects: 'one of auto, desktop, browser, none',
    description:
      '`npm start` opens the desktop app if it is installed, else the browser, else it only prints the address.',
    schema: z.string().pipe(z.enum(['auto', 'desktop', 'browser', 'none'])),
  }),
} as const

export type SettingName = keyof typeof settingList
export type Settings = { [K in SettingName]: z.output<(typeof settingList)[K]['schema']> }
