import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { logIn } from '#central/auth/log-in.ts'
import { readCatalogRevision } from '#central/catalog/revision.ts'
import { defaultQueueRules, listQueues } from '#central/routing/queue-set-up.ts'
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
      [['user', 'change', 'lin'], /^Refused: nothing to change is named\.$/],
      [['user', 'disable', 'nobody'], /^Nobody logs in as "nobody"\.$/],
      [['number', 'add', 'abc', 'gold'], /^Refused: invalid phone/],
      [['number', 'add', '+14155550100', 'silver'], /^Refused: not found/],
      [['user', 'add'], /^login: is needed\.$/],
      [
        ['user', 'add', 'wang', '--name', 'x', '--role', 'boss'],
        /^role: one of agent, supervisor, campaign_manager, admin\.$/,
      ],
      [
        ['user', 'add', 'wu', '--name', 'Wu', '--role', 'agent', '--line', 'phone'],
        /^line: number:\+14155550100, sip:/,
      ],
      [['queue', 'add', 'a queue', '--name', 'x'], /^id: letters, digits/],
      [['queue', 'add', 'gold', '--name', 'x'], /^Refused: duplicate \(queueId\)\.$/],
      [['queue', 'change', 'gold'], /^Refused: nothing to change is named\.$/],
      [['queue', 'change', 'silver', '--offer', '30s'], /^Refused: not found/],
      [['queue', 'change', 'gold', '--offer', 'soon'], /^offer: a time such as 90s or 2m\.$/],
      [['queue', 'change', 'gold', '--offer', '1s'], /^offer: from 3s to 300s\.$/],
      [['queue', 'change', 'gold', '--max-wait', 'never'], /^max-wait: none, or a time/],
      [
        ['queue', 'change', 'gold', '--treatment', 'constructor'],
        /^treatment: one of keep-waiting, hang-up, voicemail\.$/,
      ],
      [['queue', 'change', 'gold', '--message-zh-cn', '请稍后再拨'], /^message: is needed\.$/],
      [['user', 'frobnicate'], /^Refused: there is no command "user frobnicate"; /],
      [['user', 'add', '--bogus'], /^Refused: there is no flag "--bogus"; /],
      [['user', 'add', 'wu', '--name'], /^Refused: a flag lacks its value; /],
      [[], /^Usage: /],
    ]
    for (const [args, sentence] of wrong) {
      const answer = await run(...args)
      expect(answer.ok ? '' : answer.sentence, args.join(' ')).toMatch(sentence)
    }
  })

  it('sets how a queue treats its calls, by name and nothing else', async () => {
    const { db } = await open()
    const tools = { db, clock, random, newId: v7, region: 'US' }
    const run = (...args: string[]) => runCommand(tools, args)
    const read = async () => (await listQueues(db)).find(({ queueId }) => queueId === 'gold')
    expect(await run('queue', 'add', 'gold', '--name', 'Gold', '--wrap-up', '2m')).toMatchObject({ ok: true })
    expect(await read()).toEqual({
      ...{ queueId: 'gold', disabled: false, members: [], numbers: [], ...defaultQueueRules },
      name: { en: 'Gold', 'zh-CN': 'Gold', 'zh-TW': 'Gold' },
      wrapUpMs: 120_000,
    })
    const before = await read()
    const revision = await readCatalogRevision(db)
    const message = ['--message', 'Call later.', '--message-zh-cn', '请稍后再拨。']
    expect(await run('queue', 'change', 'gold', '--treatment', 'hang-up', '--max-wait', '90', ...message)).toEqual({
      ok: true,
      text: 'Changed the queue gold.',
    })
    expect(await read()).toEqual({
      ...before,
      treatment: 'hang_up',
      maxWaitMs: 90_000,
      treatmentMessage: { en: 'Call later.', 'zh-CN': '请稍后再拨。', 'zh-TW': 'Call later.' },
    })
    expect(await readCatalogRevision(db), 'desks fetch the catalog again').not.toBe(revision)
    const rules = ['--outcome', 'optional', '--offer', '30s', '--extensions', '0', '--short-abandon', '3s']
    expect(await run('queue', 'change', 'gold', '--name', '金牌', '--max-wait', 'none', ...rules)).toMatchObject({
      ok: true,
    })
    expect(await read()).toMatchObject({
      ...{ name: { en: '金牌', 'zh-CN': '金牌', 'zh-TW': '金牌' }, treatment: 'hang_up', maxWaitMs: null },
      ...{ dispositionRequired: false, offerMs: 30_000, wrapUpExtensions: 0, shortAbandonMs: 3_000, wrapUpMs: 120_000 },
    })
    // a language with words of its own keeps them, and may be changed alone
    expect(await run('queue', 'change', 'gold', '--name', 'Gold', '--name-zh-tw', '黃金')).toMatchObject({ ok: true })
    expect(await run('queue', 'change', 'gold', '--name', 'Gold line')).toMatchObject({ ok: true })
    expect(await run('queue', 'change', 'gold', '--message-zh-tw', '請稍後再撥。')).toMatchObject({ ok: true })
    expect(await read()).toMatchObject({
      name: { en: 'Gold line', 'zh-CN': 'Gold line', 'zh-TW': '黃金' },
      treatmentMessage: { en: 'Call later.', 'zh-CN': '请稍后再拨。', 'zh-TW': '請稍後再撥。' },
    })
    expect(await run('queue', 'change', 'gold', '--dial', '+1,+8621', '--dial-hours', '08:00-21:30')).toMatchObject({
      ok: true,
    })
    expect(await read()).toMatchObject({ dialPrefixes: ['+1', '+8621'], dialHours: { from: 480, until: 1290 } })
    for (const [flag, value] of [
      ['--dial', '1,+86'],
      ['--dial', ''],
      ['--dial-hours', '8-21'],
      ['--dial-hours', '24:00-25:00'],
      ['--dial-hours', '08:00-08:00'],
    ] as const)
      expect(await run('queue', 'change', 'gold', flag, value)).toMatchObject({ ok: false })
    const shown = await run('queue', 'show', 'gold')
    expect(shown.ok && shown.text).toContain(
      'its agents may call numbers that begin with +1, +8621, from 08:00 to 21:30 there',
    )
    expect(await run('queue', 'change', 'gold', '--dial', 'none', '--dial-hours', 'any')).toMatchObject({ ok: true })
    expect(await read()).toMatchObject({ dialPrefixes: [], dialHours: null })
    const none = await run('queue', 'show', 'gold')
    expect(none.ok && none.text).toContain('its agents call nobody')
    expect(shown.ok && shown.text).toContain('an offer rings 30s; wrap-up 120s')
    expect(shown.ok && shown.text).toContain('who waits is sent away when nobody is signed in: Call later.')
  })

  it('tells what it did itself, as lines with the newest last', async () => {
    const { db } = await open()
    let ids = 0
    const tools = { db, clock, random, newId: () => `id-${++ids}`, region: 'US' }
    const run = (line: string) => runCommand(tools, line.split(' '))
    expect(await run('audit')).toEqual({ ok: true, text: 'Nothing yet.' })
    for (const line of ['user add lin --name Lin --role agent', 'queue add gold --name Gold', 'queue member gold lin'])
      expect(await run(line)).toMatchObject({ ok: true })
    // what is refused was not done
    expect(await run('user disable nobody')).toMatchObject({ ok: false })
    const lines = async (line: string) => {
      const answer = await run(line)
      return answer.ok ? answer.text.split('\n').map((text) => text.split(/ {2,}/).slice(1)) : answer.sentence
    }
    expect(await lines('audit')).toEqual([
      ['(command line)', 'user.created', 'lin', 'role=agent'],
      ['(command line)', 'queue.created', 'gold'],
      ['(command line)', 'queue.member-added', 'gold', 'userId=lin'],
    ])
    expect(await lines('audit --last 1')).toEqual([['(command line)', 'queue.member-added', 'gold', 'userId=lin']])
    expect(await run('audit --last many')).toEqual({ ok: false, sentence: 'last: a number from 1 to 9999.' })
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
