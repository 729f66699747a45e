import { readdirSync, readFileSync } from 'node:fs';
import { requirementOverdue, batches } from '#events';
import { rows } from '#kernel';
import { composeMail } from './compose-mail.js';
import { messageWords } from './message-words.js';
import { openDesk } from './testing/desk.js';
import { freshId } from './testing/reasons.js';
function pgCpu(db: string): number {
  let t = 0;
  for (const pid of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
    try { if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(db)) continue;
      const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' '); t += (Number(f[11]) + Number(f[12])) * 10; } catch {}
  }
  return t;
}
it.each([true])('perf email=%s', async (mail) => {
  const desk = await openDesk({ at: '2026-11-24T09:30:00Z' });
  const db = (await rows<{ d: string }>(desk.db.read, 'SELECT current_database() AS d'))[0]!.d;
  const N = 3000;
  await rows(desk.db.read, `WITH p AS (INSERT INTO person (number, given_name, family_name, display_name, sort_name, email, language, zone, created_at)
    SELECT 'x' || i, 'A', 'B', 'A B', 'B', ${mail ? "'a' || i || '@x.example'" : 'NULL'}, 'nl', 'Europe/Amsterdam', now() FROM generate_series(1, ${N}) i RETURNING id),
    e AS (INSERT INTO employment (person_id, valid) SELECT id, daterange('2020-01-01', NULL) FROM p RETURNING id, person_id)
    INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, working_days, night_shift)
    SELECT e.person_id, e.id, 1, daterange('2020-01-01', NULL), 'M', t.id, s.id, '{1,2,3,4,5}', false FROM e, team t, site s WHERE s.name = 'Amsterdam'`);
  await rows(desk.db.read, 'ANALYZE');
  const ids = (await rows<{ id: string }>(desk.db.read, `SELECT id FROM person WHERE number LIKE 'x%'`)).map(({ id }) => id);
  const events = batches(ids, 500).map((part) => requirementOverdue({ items: part.map((personId) => ({ requirementId: freshId(), personId, category: 'A', dueOn: '2026-11-20', because: { nl: 'Omdat dit geldt voor iedereen in Finance.', en: 'Because Finance.' } })) }));
  const out: string[] = [];
  const step = async (name: string, work: () => Promise<unknown>) => {
    const c = process.cpuUsage(); const p = pgCpu(db); const w = Date.now();
    await work();
    const u = process.cpuUsage(c); out.push(`${name}: node ${(u.user + u.system) / 1000 / N} pg ${(pgCpu(db) - p) / N} wall ${Date.now() - w}`);
  };
  await step('publish', () => desk.publish(...events));
  await step('collect', () => desk.drain());
  await step('bundle', () => desk.dispatcher.runSchedule('nudges.bundle'));
  await step('send', () => desk.drain());
  out.push(JSON.stringify(await rows(desk.db.read, 'SELECT channel, state, count(*) FROM message GROUP BY 1,2')));
  const ms = messageWords('nl', 'single', [{ id: 'n', personId: 'p', purpose: 'overdue', subject: 's', category: 'A', aboutOn: '2026-11-20', collectedAt: '2026-11-23T06:00:00Z', facts: {} }], 20780);
  await step('words', async () => { for (let i = 0; i < N; i++) messageWords('nl', 'single', [{ id: 'n', personId: 'p', purpose: 'overdue', subject: 's', category: 'A', aboutOn: '2026-11-20', collectedAt: '2026-11-23T06:00:00Z', facts: {} }], 20780); });
  await step('compose', async () => { for (let i = 0; i < N; i++) composeMail(ms, { to: 'a', language: 'nl', organisation: 'x', publicUrl: 'https://x', unsubscribeToken: 't', key: 'k' }); });
  await step('select1', async () => { for (let i = 0; i < N; i++) await rows(desk.db.read, 'SELECT 1'); });
  console.log(out.join('\n'));
  await desk.close();
}, 300000);
