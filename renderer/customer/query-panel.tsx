import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { PanelBoundary } from '#renderer/common/panel-boundary.tsx'
import { QueryView } from '#renderer/common/query-view.tsx'
import type { QueryAnswer, QueryName } from '#shared/protocol/query/query.ts'
import { SourceNote } from './source-note.tsx'

type Props<N extends QueryName> = {
  query: UseQueryResult<QueryAnswer<N>, Error>
  rows?: number
  rowHeight?: number
  children: (data: QueryAnswer<N>['data']) => ReactNode
}

/** One panel of a record: its answer with where it came from, its own skeletons, its own failure. */
export function QueryPanel<N extends QueryName>({ query, rows = 4, rowHeight = 32, children }: Props<N>) {
  return (
    <PanelBoundary>
      <QueryView query={query} rows={rows} rowHeight={rowHeight}>
        {({ source, asOf, data }) => (
          <>
            <SourceNote source={source} asOf={asOf} />
            {children(data)}
          </>
        )}
      </QueryView>
    </PanelBoundary>
  )
}
