import { act, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import { beforeEach, describe, expect, test } from 'vitest'
import { startI18n } from '#renderer/i18n/start-i18n.ts'
import { DeclineReasons } from './decline-reasons.tsx'

let chosen: string[]

function Sample() {
  const [opened, setOpened] = useState(false)
  return (
    <>
      <textarea
        aria-label="notes"
        onKeyDown={(event) => {
          if (event.key === 'F3') setOpened(true)
        }}
      />
      <Outside close={() => setOpened(false)} />
      {opened && <DeclineReasons onChoose={(reason) => chosen.push(reason)} onClose={() => setOpened(false)} />}
    </>
  )
}

let callerLeaves = () => {}
function Outside({ close }: { close: () => void }) {
  callerLeaves = close
  return null
}

const items = () => screen.queryAllByRole('menuitem')

describe('the reasons for declining', () => {
  beforeEach(async () => {
    chosen = []
    const i18n = await startI18n('en')
    await i18n.loadNamespaces('call')
    render(
      <I18nextProvider i18n={i18n}>
        <Sample />
      </I18nextProvider>,
    )
    await userEvent.click(screen.getByLabelText('notes'))
  })

  test('hear the keys that follow at once', async () => {
    await userEvent.keyboard('{F3}{ArrowDown}{Enter}')
    expect(chosen).toHaveLength(1)
    await userEvent.keyboard('{F3}')
    expect(document.activeElement).toBe(items()[0])
  })

  test('go round with the arrows and know first and last', async () => {
    await userEvent.keyboard('{F3}{ArrowUp}')
    expect(document.activeElement).toBe(items().at(-1))
    await userEvent.keyboard('{ArrowDown}{End}{Home}')
    expect(document.activeElement).toBe(items()[0])
  })

  test('give the focus back to the field where it was, with nothing chosen', async () => {
    await userEvent.keyboard('{F3}{Escape}')
    expect(items()).toEqual([])
    expect(document.activeElement).toBe(screen.getByLabelText('notes'))
    expect(chosen).toEqual([])
  })

  test('give the focus back also when the ring goes away under them', async () => {
    await userEvent.keyboard('{F3}')
    act(() => callerLeaves())
    expect(items()).toEqual([])
    expect(document.activeElement).toBe(screen.getByLabelText('notes'))
  })

  test('close when the focus goes elsewhere', async () => {
    await userEvent.keyboard('{F3}')
    await userEvent.click(screen.getByLabelText('notes'))
    expect(items()).toEqual([])
  })
})
