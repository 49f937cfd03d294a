import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { type Column, DataTable } from './data-table.tsx'

type Fruit = { name: string; weight: number }
const fruits: Fruit[] = [
  { name: 'pear', weight: 180 },
  { name: 'apple', weight: 150 },
  { name: 'plum', weight: 60 },
]
const columns: Column<Fruit>[] = [
  { id: 'name', header: 'Name', cell: (fruit) => fruit.name, sortBy: (fruit) => fruit.name },
  { id: 'weight', header: 'Weight', cell: (fruit) => `${fruit.weight} g`, sortBy: (fruit) => fruit.weight },
]
const firstCells = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.firstElementChild?.textContent)

describe('a data table', () => {
  afterEach(cleanup)

  it('keeps the order it was given until a header is pressed', () => {
    render(<DataTable rows={fruits} columns={columns} keyOf={(fruit) => fruit.name} />)
    expect(firstCells()).toEqual(['pear', 'apple', 'plum'])
  })

  it('sorts by the pressed column, says so to a screen reader, and turns round on the next press', () => {
    render(<DataTable rows={fruits} columns={columns} keyOf={(fruit) => fruit.name} />)
    fireEvent.click(screen.getByRole('button', { name: 'Name' }))
    expect(firstCells()).toEqual(['apple', 'pear', 'plum'])
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending')
    fireEvent.click(screen.getByRole('button', { name: 'Name' }))
    expect(firstCells()).toEqual(['plum', 'pear', 'apple'])
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('descending')
  })

  it('sorts numbers as numbers', () => {
    render(
      <DataTable rows={[...fruits, { name: 'melon', weight: 1200 }]} columns={columns} keyOf={(fruit) => fruit.name} />,
    )
    fireEvent.click(screen.getByRole('button', { name: 'Weight' }))
    expect(firstCells()).toEqual(['melon', 'pear', 'apple', 'plum'])
  })
})
