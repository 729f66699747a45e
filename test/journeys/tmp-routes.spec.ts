import { writeFileSync } from 'node:fs';
import { listRoutes } from '../../apps/web/src/http/route-check.js';
import { rows } from '#kernel';
import { testApp } from '../support/app.js';
it('prints', async () => {
  const t0 = Date.now();
  const house = await testApp();
  console.log('app', Date.now() - t0);
  const tables = await rows<{ t: string }>(house.db.read, `SELECT table_name AS t FROM information_schema.columns WHERE column_name = 'person_id' AND table_schema='public' ORDER BY 1`);
  const counts = [];
  for (const { t } of tables) counts.push([t, (await rows<{ n: number }>(house.db.read, `SELECT count(*)::int n FROM ${t}`))[0]!.n]);
  writeFileSync('/tmp/routes.json', JSON.stringify({ counts, routes: listRoutes(house.app).map((r) => `${r.method} ${r.path} ${(r.api ?? r.page)!.access.join(',')} ${r.controller.name}.${r.handler}`) }, null, 1));
  await house.close();
}, 300000);
