import { createDataSource } from '#kernel';
import { PEOPLE_ENTITIES } from '#people';
import { testDatabase } from '../../../test/support/database.js';
import { ATTEMPTS_ENTITIES } from './attempt.entity.js';

it('describes the tables exactly as the migration makes them', async () => {
  const database = await testDatabase();
  const source = await createDataSource({
    url: database.url,
    entities: [...PEOPLE_ENTITIES, ...ATTEMPTS_ENTITIES],
    migrations: [],
  }).initialize();
  const log = await source.driver.createSchemaBuilder().log();
  const wanted = log.upQueries
    .map(({ query }) => query)
    .filter((query) => /attempt|response|review_card/.test(query));
  expect(wanted).toEqual([]);
  await source.destroy();
  await database.close();
});
