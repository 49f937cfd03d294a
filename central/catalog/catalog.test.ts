import { expect, it } from 'vitest'
import { Catalog } from '#shared/protocol/view/catalog.ts'
import { describeOnDatabases } from '#test/support/databases.ts'
import { readCatalog } from './read-catalog.ts'
import { raiseCatalogRevision } from './revision.ts'
import { seedCatalog } from './seed-catalog.ts'

describeOnDatabases('the catalog', (open) => {
  it('is empty, at revision 0, on a new database', async () => {
    const { db } = await open()
    expect(await readCatalog(db)).toEqual({
      revision: 0,
      defaultRegion: 'US',
      queues: [],
      dispositions: [],
      reasons: [],
      scripts: [],
      articles: [],
    })
  })

  it('has defaults in three languages, in which every reference is met', async () => {
    const { db } = await open()
    await seedCatalog(db)
    const catalog = Catalog.parse(await readCatalog(db))
    expect(catalog.dispositions.slice(0, 4).map(({ code }) => code)).toEqual([
      'resolved',
      'follow_up',
      'escalated',
      'no_action',
    ])
    const leaves = new Set(catalog.reasons.filter(({ parent }) => parent !== null).map(({ code }) => code))
    const branches = new Set(catalog.reasons.filter(({ parent }) => parent === null).map(({ code }) => code))
    expect(leaves.size).toBeGreaterThanOrEqual(25)
    for (const reason of catalog.reasons) if (reason.parent) expect(branches).toContain(reason.parent)
    expect(catalog.articles.length).toBeGreaterThanOrEqual(12)
    for (const article of catalog.articles) for (const code of article.reasonCodes) expect(leaves).toContain(code)
    const covered = new Set(catalog.articles.flatMap(({ reasonCodes }) => reasonCodes))
    expect([...leaves].filter((code) => !covered.has(code))).toEqual([])
    expect(JSON.stringify(catalog)).not.toMatch(/"(en|zh-CN|zh-TW)":""/)
  })

  it('keeps what a site has changed when the service starts again', async () => {
    const { db } = await open()
    await seedCatalog(db)
    await db.deleteFrom('catalog_item').where('code', '=', 'nuisance').execute()
    const revision = await raiseCatalogRevision(db)
    await seedCatalog(db)
    const catalog = await readCatalog(db)
    expect(catalog.revision).toBe(revision)
    expect(catalog.dispositions.map(({ code }) => code)).not.toContain('nuisance')
  })
})
