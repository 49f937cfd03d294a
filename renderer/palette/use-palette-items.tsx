import IconBook2 from '@tabler/icons-react/dist/esm/icons/IconBook2.mjs'
import IconBuilding from '@tabler/icons-react/dist/esm/icons/IconBuilding.mjs'
import IconHome from '@tabler/icons-react/dist/esm/icons/IconHome.mjs'
import IconPhoneOutgoing from '@tabler/icons-react/dist/esm/icons/IconPhoneOutgoing.mjs'
import IconUserSearch from '@tabler/icons-react/dist/esm/icons/IconUserSearch.mjs'
import { useTranslation } from 'react-i18next'
import { useDialling } from '#renderer/call/dial/use-dialling.ts'
import { joinParts } from '#renderer/common/isolate-text.ts'
import { usePhoneFormat } from '#renderer/common/phone-text.tsx'
import { readTypedNumber } from '#renderer/common/read-typed-number.ts'
import { useLabel } from '#renderer/common/use-label.ts'
import { ChannelIcon } from '#renderer/customer/status-icons.tsx'
import { useDebounced } from '#renderer/search/use-debounced.ts'
import { useConsole, useDispatch } from '#renderer/state/console-context.tsx'
import { useDeskQuery } from '#renderer/state/queries.ts'
import { addRecent, type Recent } from '#renderer/state/recents.ts'
import { useFormat } from '#renderer/ui/format/use-format.ts'
import { useNow } from '#renderer/ui/now.tsx'
import { CustomerId } from '#shared/protocol/ids.ts'
import type { CustomerSummary } from '#shared/protocol/view/customer.ts'
import type { PaletteAction } from './actions.ts'
import { filterByText } from './match-text.ts'
import type { PaletteItem } from './palette-item.ts'
import { useSpell } from './use-spell.ts'

const most = { people: 6, interactions: 5, articles: 5 }

export type PaletteTargets = {
  actions: readonly PaletteAction[]
  onOpenCustomer: (customerId: CustomerId) => void
  onOpenArticle: (articleId: string) => void
}

/** What the palette lists for a query: what was used lately when it is empty, else everything that fits. */
export function usePaletteItems(
  query: string,
  { actions, onOpenCustomer, onOpenArticle }: PaletteTargets,
): { items: PaletteItem[]; searching: boolean; failed: boolean } {
  const { t } = useTranslation(['palette', 'customer'])
  const format = useFormat()
  const now = useNow(60_000)
  const label = useLabel()
  const dispatch = useDispatch()
  const spell = useSpell(format.locale)
  const recents = useConsole((state) => state.preferences.paletteRecent)
  const articles = useConsole((state) => state.catalog?.articles)
  const homeRegion = useConsole((state) => state.catalog?.defaultRegion ?? 'US')
  const formatPhone = usePhoneFormat()
  const { choices, dial } = useDialling()
  const typed = query.trim()
  const asked = useDebounced(typed, 120)
  const enabled = asked !== ''
  const people = useDeskQuery('customer.search', { text: asked, limit: most.people }, { enabled, keepPrevious: true })
  const calls = useDeskQuery(
    'interaction.search',
    { text: asked, limit: most.interactions },
    { enabled, keepPrevious: true },
  )

  const used = (recent: Recent, run: () => void) => () => {
    void dispatch.preferences({ paletteRecent: addRecent(recents, recent) })
    run()
  }
  const toAction = (action: PaletteAction, group: PaletteItem['group']): PaletteItem => ({
    id: `${group}-action-${action.id}`,
    group,
    label: action.label,
    detail: '',
    icon: action.icon,
    keys: action.keys,
    run: used({ kind: 'action', id: action.id, label: action.label }, action.run),
  })
  const toPerson = (
    { id, name, kind }: { id: CustomerId; name: string; kind?: CustomerSummary['kind'] },
    detail: string,
    group: PaletteItem['group'],
  ): PaletteItem => ({
    id: `${group}-customer-${id}`,
    group,
    label: name,
    detail,
    icon: <PersonIcon kind={kind} />,
    keys: '',
    run: used({ kind: 'customer', id, label: name }, () => onOpenCustomer(id)),
  })
  const toArticle = (id: string, title: string, group: PaletteItem['group']): PaletteItem => ({
    id: `${group}-article-${id}`,
    group,
    label: title,
    detail: '',
    icon: <IconBook2 size={17} aria-hidden="true" />,
    keys: '',
    run: used({ kind: 'article', id, label: title }, () => onOpenArticle(id)),
  })

  if (typed === '') {
    const recent = recents.flatMap((one): PaletteItem[] => {
      if (one.kind === 'action') {
        const action = actions.find((candidate) => candidate.id === one.id)
        return action ? [toAction(action, 'recent')] : []
      }
      if (one.kind === 'article') {
        const article = articles?.find((candidate) => candidate.articleId === one.id)
        return article ? [toArticle(one.id, label(article.title), 'recent')] : []
      }
      const id = CustomerId.safeParse(one.id)
      return id.success ? [toPerson({ id: id.data, name: one.label }, '', 'recent')] : []
    })
    return {
      items: [...recent, ...actions.map((action) => toAction(action, 'actions'))],
      searching: false,
      failed: false,
    }
  }

  const called = readTypedNumber(typed, homeRegion)
  const toCall = (number: string): PaletteItem => ({
    id: 'dial',
    group: 'actions',
    label: t('call', { number: formatPhone(number) }),
    detail: '',
    icon: <IconPhoneOutgoing size={17} aria-hidden="true" />,
    keys: '',
    run: () => dial({ number }),
  })
  const items = [
    ...(called.kind === 'number' && choices.length > 0 ? [toCall(called.e164)] : []),
    ...filterByText(actions, typed, spell, (action) => action.label).map((action) => toAction(action, 'actions')),
    ...(enabled ? (people.data?.data.hits ?? []) : []).map(({ customer }) => {
      const { customerId: id, name, kind } = customer
      return toPerson({ id, name, kind }, joinParts(customer.company, customer.jobTitle), 'people')
    }),
    ...(enabled ? (calls.data?.data.interactions ?? []) : []).flatMap((call): PaletteItem[] => {
      const { interaction, customerId, customerName, number } = call
      if (customerId === null) return []
      const kind = t(`customer:entry.${interaction.channel}.${interaction.direction}`)
      return [
        {
          id: `interactions-${interaction.interactionId}`,
          group: 'interactions',
          label: interaction.subject ?? interaction.summary ?? kind,
          detail: joinParts(
            customerName ?? number ?? t('unknownCaller'),
            kind,
            format.moment(interaction.startedAt, now),
          ),
          icon: <ChannelIcon interaction={interaction} size={17} />,
          keys: '',
          run: () => onOpenCustomer(customerId),
        },
      ]
    }),
    ...filterByText(articles ?? [], typed, spell, (article) => label(article.title))
      .slice(0, most.articles)
      .map((article) => toArticle(article.articleId, label(article.title), 'articles')),
  ]
  return {
    items,
    searching: typed !== asked || people.isFetching || calls.isFetching,
    failed: people.error !== null || calls.error !== null,
  }
}

const personIcons = { individual: IconUserSearch, company: IconBuilding, household: IconHome }

/** Of what was opened lately the kind is not kept. */
function PersonIcon({ kind = 'individual' }: { kind?: CustomerSummary['kind'] | undefined }) {
  const Shape = personIcons[kind]
  return <Shape size={17} aria-hidden="true" />
}
