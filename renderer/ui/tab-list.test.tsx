import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, test } from 'vitest'
import { panelProps, TabList } from './tab-list.tsx'

const names = ['one', 'two', 'three'] as const

function Sample() {
  const [value, setValue] = useState<(typeof names)[number]>('one')
  return (
    <>
      <TabList
        id="sample"
        label="Sample"
        value={value}
        onChange={setValue}
        tabs={names.map((name) => ({ value: name, label: name }))}
      />
      <div {...panelProps('sample', value)}>content of {value}</div>
    </>
  )
}

describe('a list of tabs', () => {
  test('names its panel, and the chosen tab alone is in the tab order', () => {
    render(<Sample />)
    expect(screen.getByRole('tabpanel', { name: 'one' }).textContent).toBe('content of one')
    expect(screen.getAllByRole('tab').map((tab) => tab.tabIndex)).toEqual([0, -1, -1])
    expect(screen.getByRole('tab', { name: 'one' }).getAttribute('aria-controls')).toBe('sample-panel-one')
  })

  test.each([
    ['{ArrowRight}', 'two'],
    ['{ArrowLeft}', 'three'],
    ['{End}', 'three'],
    ['{ArrowRight}{ArrowRight}{Home}', 'one'],
  ])('%s chooses %s and takes the focus there', async (keys, name) => {
    const user = userEvent.setup()
    render(<Sample />)
    await user.tab()
    await user.keyboard(keys)
    expect(document.activeElement).toBe(screen.getByRole('tab', { name, selected: true }))
    expect(screen.getByRole('tabpanel', { name })).toBeTruthy()
  })
})
