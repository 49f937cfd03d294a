import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconChevronUp from '@tabler/icons-react/dist/esm/icons/IconChevronUp.mjs'
import {
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import type { ReactNode } from 'react'
import styles from './data-table.module.css'
import tables from './table.module.css'

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
  columnMeta: {} as { align: 'left' | 'right'; muted: boolean },
})

/** One column: what it is called, what a cell shows, and what it is sorted by. */
export type Column<Row> = {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  sortBy: (row: Row) => string | number | null
  align?: 'right'
  muted?: boolean
}

type Props<Row> = { rows: readonly Row[]; columns: readonly Column<Row>[]; keyOf: (row: Row) => string }

/** A complete list as a table; a header's button sorts by its column. For lists that come page by page, do not sort. */
export function DataTable<Row extends RowData>({ rows, columns, keyOf }: Props<Row>) {
  const table = useTable({
    features,
    data: rows,
    getRowId: keyOf,
    columns: columns.map((column) => ({
      id: column.id,
      header: column.header,
      accessorFn: column.sortBy,
      sortFn: 'basic' as const,
      cell: ({ row }: { row: { original: Row } }) => column.cell(row.original),
      meta: { align: column.align ?? ('left' as const), muted: column.muted ?? false },
    })),
  })
  return (
    <table className={`${tables.table} ${styles.sortable}`}>
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => {
              const order = header.column.getIsSorted()
              return (
                <th
                  key={header.id}
                  scope="col"
                  data-align={header.column.columnDef.meta?.align}
                  aria-sort={order === false ? 'none' : order === 'asc' ? 'ascending' : 'descending'}
                >
                  <button type="button" className={styles.sort} onClick={header.column.getToggleSortingHandler()}>
                    <table.FlexRender header={header} />
                    {order === 'asc' && <IconChevronUp size={12} aria-hidden="true" />}
                    {order === 'desc' && <IconChevronDown size={12} aria-hidden="true" />}
                  </button>
                </th>
              )
            })}
          </tr>
        ))}
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <tr key={row.id}>
            {row.getAllCells().map((cell) => (
              <td
                key={cell.id}
                data-align={cell.column.columnDef.meta?.align}
                data-muted={cell.column.columnDef.meta?.muted || undefined}
              >
                <table.FlexRender cell={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
