import { createDataSource } from '#kernel';
import { testDatabase } from '../../../test/support/database.js';
import { PEOPLE_ENTITIES } from './index.js';
it('migrates', async () => {
  const t = await testDatabase();
  const src = await createDataSource({ url: t.url, entities: PEOPLE_ENTITIES, migrations: [] }).initialize();
  const log = await src.driver.createSchemaBuilder().log();
  console.log(log.upQueries.map((q) => q.query).join('\n'));
  await src.destroy();
  const r = await t.db.read.query("explain select * from person_facts('2026-11-21') where person_id = '0190163d-8694-739b-aea5-966c26f8ad91'");
  console.log(r.map((x: any) => x['QUERY PLAN']).join('\n'));
  await t.close();
});
