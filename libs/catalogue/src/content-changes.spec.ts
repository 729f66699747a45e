import { systemActor } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { FixedClock, parseConfig } from '#kernel';
import { exampleContent } from '../../content/src/testing/example-content.js';
import { CatalogueService } from './catalogue.service.js';
import { ContentChanges } from './content-changes.js';

type Content = Parameters<CatalogueService['publish']>[1];
const words = { nl: 'De knop heet anders', en: 'The button has another name' };

describe('what publications changed', () => {
  let database: TestDatabase;
  let catalogue: CatalogueService;
  let changes: ContentChanges;
  let content: Content;
  const actor = systemActor('spec');

  beforeEach(async () => {
    database = await testDatabase();
    catalogue = new CatalogueService(database.db, new FixedClock('2026-11-23T09:00:00Z'), parseConfig({}));
    changes = new ContentChanges(database.db, catalogue);
    content = await exampleContent();
    await catalogue.publish(actor, content);
  });
  afterEach(() => database.close());

  const withFirst = (change: Partial<Content['items'][number]>): Content => ({
    ...content,
    items: content.items.map((item, index) => (index === 0 ? ({ ...item, ...change } as typeof item) : item)),
  });

  it('is typed by what the authors of items wrote', async () => {
    const rule = { nl: 'Anders', en: 'Other' };
    const id = content.items[0]!.id;
    const published = async (change: Partial<Content['items'][number]>) => {
      const { publication } = await catalogue.publish(actor, withFirst(change));
      return changes.of(publication);
    };
    expect(await published({ rule })).toEqual([
      { kind: 'item', id, version: 2, type: 'cosmetic', words: null },
    ]);
    const update = { version: 2, type: 'update' as const, ...words };
    expect(await published({ rule, version: 2, change: update })).toMatchObject([{ type: 'update', words }]);
    expect(await changes.invalidatedItems()).toEqual(new Map());
    const invalidating = { version: 3, type: 'invalidating' as const, ...words };
    expect(await published({ rule, version: 3, change: invalidating })).toMatchObject([
      { type: 'invalidating', words },
    ]);
    expect(await changes.invalidatedItems()).toEqual(new Map([[id, 4]]));
    // Better words later do not move the day from which answers count.
    expect(await published({ version: 3, change: invalidating })).toMatchObject([{ type: 'cosmetic' }]);
    expect(await changes.invalidatedItems()).toEqual(new Map([[id, 4]]));
    expect((await changes.publications(2)).map(({ changed }) => changed)).toEqual([1, 1]);
    await expect(changes.of(99)).rejects.toMatchObject({ status: 404 });
  });

  it('asks to read an updated lesson again, and never one that came with its change', async () => {
    const change = { version: 2, ...words };
    const [lesson] = content.lessons;
    expect(await changes.updatedLessons()).toEqual([]);
    await catalogue.publish(actor, { ...content, lessons: [{ ...lesson!, change }] });
    expect(await changes.updatedLessons()).toMatchObject([{ lesson: { id: lesson!.id }, since: 2, words }]);
    const other = {
      ...lesson!,
      id: '7c9f0b52-3f0e-4d41-8c0e-1be3e1f7a959',
      slug: 'other',
      skill: 'ex.lock',
      change,
    };
    await catalogue.publish(actor, { ...content, lessons: [{ ...lesson!, change }, other] });
    expect(await changes.updatedLessons()).toMatchObject([{ lesson: { id: lesson!.id } }]);
  });
});
