import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Channel } from '#shared/protocol/view/customer.ts'

type Props = { value: Channel | null; onChange: (channel: Channel | null) => void }

/** All channels, or one. */
export function ChannelFilter({ value, onChange }: Props) {
  const { t } = useTranslation('customer')
  return (
    <NativeSelect
      size="xs"
      aria-label={t('channel.label')}
      w={128}
      styles={{ input: { fontWeight: 600 } }}
      value={value ?? 'all'}
      data={[
        { value: 'all', label: t('channel.all') },
        ...Channel.options.map((channel) => ({ value: channel, label: t(`channel.${channel}`) })),
      ]}
      onChange={(event) => {
        const channel = Channel.safeParse(event.currentTarget.value)
        onChange(channel.success ? channel.data : null)
      }}
    />
  )
}
