import { castNumbers, type Known, makeKnown } from './cast.ts'
import { addCustomer, type Customer } from './make-customer.ts'
import { addContacts } from './make-groups.ts'
import { addWithPast } from './make-past.ts'
import { addCase } from './make-records.ts'
import { addTask } from './make-tasks.ts'
import { DAY, MINUTE, type World } from './world.ts'

/** People of the agents' lists, by the language of whom they are for. */
const friends: readonly Known[] = [
  { key: 'du-simin', name: '杜思敏', phone: castNumbers.simin, country: 'CN', city: '杭州', tier: 'silver' },
  { key: 'meng-kai', name: '孟凯', phone: castNumbers.mengkai, country: 'CN', city: '上海', tier: 'standard' },
  { key: 'mo-yiran', name: '莫依然', phone: castNumbers.yiran, country: 'CN', city: '广州', tier: 'silver' },
  { key: 'lin-chiaying', name: '林佳穎', phone: castNumbers.chiaying, country: 'TW', city: '臺北', tier: 'gold' },
  {
    key: 'elena-duarte',
    name: 'Elena Duarte',
    phone: castNumbers.elena,
    country: 'GB',
    city: 'London',
    tier: 'silver',
  },
  { key: 'kofi-mensah', name: 'Kofi Mensah', phone: castNumbers.kofi, country: 'GB', city: 'Leeds', tier: 'standard' },
  {
    key: 'ines-moreau',
    name: 'Ines Moreau',
    phone: castNumbers.ines,
    country: 'GB',
    city: 'Manchester',
    tier: 'silver',
  },
]

/** The rest of the cast: list people, the leads' companies, and two homes with one telephone each. */
export function tellOthers(world: World, leads: { yutong: Customer; maya: Customer }): void {
  const cast = new Map<string, Customer>()
  for (const friend of friends) cast.set(friend.key, makeKnown(world, friend))
  for (const friend of cast.values()) addWithPast(world, friend)
  addCompany(world, { key: 'beifeng', name: '北风物流有限公司', phone: '+862150001188', country: 'CN' }, leads.yutong)
  addCompany(world, { key: 'northwind', name: 'Northwind Logistics', phone: '+31107942200', country: 'NL' }, leads.maya)
  const mingguang = addCompany(world, {
    key: 'mingguang',
    name: '明光科技有限公司',
    phone: castNumbers.mingguang,
    country: 'CN',
  })
  const brightside = addCompany(world, {
    key: 'brightside',
    name: 'Brightside Ltd',
    phone: castNumbers.brightside,
    country: 'GB',
  })
  addHome(world, 'wang', ['王家', '王建国', '李秀英'], castNumbers.wangHome, 'CN')
  addHome(world, 'bennett', ['Bennett household', 'Tom Bennett', 'Grace Bennett'], castNumbers.bennettHome, 'GB')
  fillLists(world, cast.set('mingguang', mingguang).set('brightside', brightside))
}

function addCompany(world: World, known: Known, contact?: Customer): Customer {
  const company = makeKnown(world, { ...known, kind: 'company', tier: 'gold', company: null, jobTitle: null })
  const phones = [{ e164: known.phone, label: 'switchboard' as const, primary: true }]
  addWithPast(world, { ...company, phones, email: `office@${known.key}.example` })
  if (contact) addContacts(world, company, [contact], 'employee')
  return { ...company, phones }
}

function addHome(world: World, key: string, names: [string, string, string], number: string, country: string): void {
  const [home, ...people] = names
  const household = makeKnown(world, {
    key: `${key}-home`,
    name: home,
    kind: 'household',
    phone: number,
    country,
    email: null,
    renewalAt: null,
  })
  // the number rings for two people: nobody may be popped as certain, so the household itself does not carry it
  addCustomer(world, { ...household, phones: [] }, 0, null)
  const members = people.map((name, index) => {
    const member = makeKnown(world, {
      key: `${key}-${index + 1}`,
      name,
      phone: number,
      country,
      ...shareAddress(household),
    })
    return { ...member, phones: [{ e164: number, label: 'home' as const, primary: true }] }
  })
  for (const member of members) addWithPast(world, member)
  addContacts(world, household, members, 'member')
}

function shareAddress(household: Customer) {
  return { address: household.address ?? null, timeZone: household.timeZone ?? null }
}

/** The first agent of each language finds the day that the pictures show. */
function fillLists(world: World, cast: ReadonlyMap<string, Customer>): void {
  const { now } = world
  const mengKai = cast.get('meng-kai')
  if (mengKai)
    addCase(world, mengKai, { openedAt: now - 3 * DAY, status: 'waiting', priority: 'high', number: '48213' })
  const plan = (
    login: string,
    minutes: number,
    kind: 'callback' | 'task',
    title: string,
    key: string,
    phone?: string,
  ) =>
    addTask(world, {
      kind,
      title,
      dueAt: now + minutes * MINUTE,
      assigneeId: `demo-${login}`,
      customer: cast.get(key) ?? null,
      ...(phone ? { phone } : {}),
    })
  plan('mei', 12, 'callback', '预约回拨 · 询问送货时段', 'du-simin')
  plan('mei', 40, 'task', '工单 #48213 等待您处理', 'meng-kai')
  plan('mei', 90, 'task', '发送续约报价', 'mingguang')
  plan('mei', -8, 'callback', '未接来电 · 请回拨', 'nobody', '+8613800138000')
  plan('mei', 180, 'callback', '回拨 · 秋季升级活动', 'mo-yiran')
  plan('ava', 12, 'callback', 'Callback · asked for a delivery slot', 'elena-duarte')
  plan('ava', 40, 'task', 'Waiting on you: trace with the carrier', 'kofi-mensah')
  plan('ava', 90, 'task', 'Send renewal quote', 'brightside')
  plan('ava', -8, 'callback', 'Missed call · please call back', 'nobody', '+31684930217')
  plan('ava', 180, 'callback', 'Callback · autumn upgrade', 'ines-moreau')
}
