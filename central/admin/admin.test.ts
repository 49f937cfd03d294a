import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { logIn } from '#central/auth/log-in.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { runCommand } from './run-command.ts'
import { splitArguments } from './split-arguments.ts'

const random = { next: () => 0.5, bytes: (count: number) => randomBytes(count) }
const clock = { now: () => 1_780_000_000_000, schedule: () => () => {} }

describeOnDatabases('the admin tool', (open) => {
  it('sets up people, queues and numbers, and says what is wrong in words', async () => {
    const { db } = await open()
    let ids = 0
    const tools = { db, clock, random, newId: () => `id-${++ids}`, region: 'US' }
    const run = (...args: string[]) => runCommand(tools, args)
    const added = await run('user', 'add', 'lin', '--name', '林晓彤', '--role', 'agent', '--line', 'client:lin')
    const password = added.ok ? added.text.split(' ')[4] : ''
    const entered = await logIn(db, { login: 'lin', password: password ?? '', random, now: clock.now() })
    expect(entered).toMatchObject({ ok: true, value: { user: { mustChangePassword: true, role: 'agent' } } })
    expect(await run('queue', 'add', 'gold', '--name', 'Gold support')).toMatchObject({ ok: true })
    expect(await run('queue', 'member', 'gold', 'lin')).toMatchObject({ ok: true })
    expect(await run('number', 'add', '(415) 555-0100', 'gold')).toEqual({
      ok: true,
      text: '+14155550100 reaches gold.',
    })
    expect(await run('queue', 'list')).toEqual({
      ok: true,
      text: expect.stringMatching(/^gold +Gold support {2}\(1 members; \+14155550100\)$/),
    })
    expect(await run('user', 'set-password', 'lin')).toMatchObject({ ok: true })
    expect(await logIn(db, { login: 'lin', password: password ?? '', random, now: 1 })).toMatchObject({ ok: false })
    const wrong: [string[], RegExp][] = [
      [['user', 'add', 'lin', '--name', 'x', '--role', 'agent'], /^Refused: duplicate \(login\)\.$/],
      [['user', 'add', 'wang', '--name', 'x', '--role', 'boss'], /^role: /],
      [['user', 'add', 'wu', '--name', '𠮷'.repeat(201), '--role', 'agent'], /^name: at most 200 characters\.$/],
      [['user', 'add', 'wu', '--name', ' ', '--role', 'agent'], /^name: is needed\.$/],
      [['user', 'disable', 'nobody'], /^Nobody logs in as "nobody"\.$/],
      [['number', 'add', 'abc', 'gold'], /^Refused: invalid phone/],
      [['number', 'add', '+14155550100', 'silver'], /^Refused: not found/],
      [['user', 'frobnicate'], /^Usage: /],
      [['user', 'add', '--bogus'], /^Usage: /],
      [[], /^Usage: /],
    ]
    for (const [args, sentence] of wrong) {
      const answer = await run(...args)
      expect(answer.ok ? '' : answer.sentence, args.join(' ')).toMatch(sentence)
    }
  })
})

it("parts the command's words from the settings every process knows", () => {
  expect(
    splitArguments(['--data-dir', '/x', 'user', 'add', 'lin', '--name', 'Lin', '--database-url=sqlite:/y']),
  ).toEqual({
    command: ['user', 'add', 'lin', '--name', 'Lin'],
    settingFlags: ['--data-dir', '/x', '--database-url=sqlite:/y'],
  })
})
