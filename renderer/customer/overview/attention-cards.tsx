import type { Icon } from '@tabler/icons-react'
import IconFileAlert from '@tabler/icons-react/dist/esm/icons/IconFileAlert.mjs'
import IconPhoneOff from '@tabler/icons-react/dist/esm/icons/IconPhoneOff.mjs'
import IconTicket from '@tabler/icons-react/dist/esm/icons/IconTicket.mjs'
import IconTruckDelivery from '@tabler/icons-react/dist/esm/icons/IconTruckDelivery.mjs'
import { useTranslation } from 'react-i18next'
import { formatDays } from '#renderer/customer/when.ts'
import { countDays } from '#renderer/ui/format/date.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import type { Tone } from '#renderer/ui/tone.ts'
import type { AttentionCard } from '#shared/protocol/view/customer.ts'
import styles from './attention-cards.module.css'

const looks: Record<AttentionCard['kind'], { tone: Tone; icon: Icon }> = {
  invoice_disputed: { tone: 'bad', icon: IconFileAlert },
  order_delayed: { tone: 'wrap', icon: IconTruckDelivery },
  case_urgent: { tone: 'bad', icon: IconTicket },
  do_not_call: { tone: 'wrap', icon: IconPhoneOff },
}

/** What the agent must know before the first word: at most two, worst first. */
export function AttentionCards({ cards }: { cards: readonly AttentionCard[] }) {
  const { t } = useTranslation('customer')
  if (cards.length === 0) return null
  return (
    <ul className={styles.cards} aria-label={t('attention.label')}>
      {cards.map((card) => (
        <AttentionItem key={JSON.stringify(card)} card={card} />
      ))}
    </ul>
  )
}

function AttentionItem({ card }: { card: AttentionCard }) {
  const { tone, icon: Shape } = looks[card.kind]
  const { title, detail } = useCardTexts(card)
  return (
    <li className={styles.card} data-tone={tone}>
      <Shape size={18} aria-hidden="true" />
      <div className={styles.text}>
        <b className={styles.title}>{title}</b>
        <span className={styles.detail}>{detail}</span>
      </div>
    </li>
  )
}

function useCardTexts(card: AttentionCard): { title: string; detail: string } {
  const { t } = useTranslation('customer')
  const format = useFormat()
  const now = useNow(60_000)
  switch (card.kind) {
    case 'invoice_disputed': {
      const amount = format.money(card.amount)
      const when = card.dueAt === null ? null : formatDays(countDays(card.dueAt, now), format.locale)
      return {
        title: t('attention.invoice_disputed.title', { reference: card.reference }),
        detail: when === null ? amount : t('attention.invoice_disputed.due', { amount, when }),
      }
    }
    case 'order_delayed':
      return {
        title: t('attention.order_delayed.title', { count: card.byDays }),
        detail: t('attention.order_delayed.detail', { reference: card.reference }),
      }
    case 'case_urgent':
      return { title: t('attention.case_urgent.title', { reference: card.reference }), detail: card.subject }
    case 'do_not_call':
      return { title: t('attention.do_not_call.title'), detail: t('attention.do_not_call.detail') }
  }
}
