import fs from 'node:fs';
import { dumpSchema } from '#kernel';
import { environmentExample } from '#kernel';
import '../../../apps/web/src/web.module.js';
import { testDatabase } from '../../../test/support/database.js';
it('dumps', async () => {
  const d = await testDatabase();
  fs.writeFileSync('migrations/schema.sql', await dumpSchema(d.db.read));
  fs.writeFileSync('.env.example', environmentExample());
  await d.close();
  expect(1).toBe(1);
}, 60000);
