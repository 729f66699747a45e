import { readFileSync, readdirSync } from 'node:fs';
import { rows, systemActor } from '#kernel';
import { draftOf } from './policy-draft.js';
import { hr, testPolicies } from './testing/policies.js';
let pids: number[] = [];
function cpu(): number {
  let t = 0;
  for (const pid of [process.pid, ...pids]) {
    try { const st = readFileSync(`/proc/${pid}/stat`, 'utf8'); const f = st.slice(st.lastIndexOf(')') + 2).split(' '); const v = (Number(f[11]) + Number(f[12])) * 10; t += v; split[pid === process.pid ? 'node' : 'pg'] = (split[pid === process.pid ? 'node' : 'pg'] ?? 0) + v; } catch {}
  }
  return t;
}
let split: Record<string, number> = {};
async function timed(label: string, work: () => Promise<unknown>) { split = {}; const c = cpu(), w = Date.now(); const s0 = { ...split }; split = {}; const out = await work(); const c1 = cpu(); console.log(label, 'cpu ms', c1 - c, 'node', split['node']! - s0['node']!, 'pg', split['pg']! - s0['pg']!, 'wall', Date.now() - w, JSON.stringify(out)?.slice(0, 200)); }
const N = Number(process.env['BENCH_N'] ?? 10000), R = Number(process.env['BENCH_R'] ?? 1);
it('bench', async () => {
  const c = await testPolicies();
  await c.write(async (tx) => {
    await rows(tx, `INSERT INTO team (code, name, path) SELECT 'T'||i, 'Team '||i, '/DNV/FIN/T'||i||'/' FROM generate_series(0, 49) i`);
    await rows(tx, `WITH p AS (INSERT INTO person (number, given_name, family_name, display_name, sort_name, language, zone, created_at) SELECT 'B'||i, 'G'||i, 'F'||i, 'G'||i||' F'||i, 'f'||i, 'nl', 'Europe/Amsterdam', '2020-01-01' FROM generate_series(1, ${N}) i RETURNING id),
      e AS (INSERT INTO employment (person_id, valid) SELECT id, daterange('2020-01-06', null) FROM p RETURNING id, person_id)
      INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, weekly_hours, working_days, night_shift)
      SELECT e.person_id, e.id, 1, daterange('2020-01-06', null), 'Job '||(row_number() over () % 40), (SELECT id FROM team WHERE code = 'T'||(hashtext(e.id::text) & 31)), (SELECT id FROM site LIMIT 1), 36, '{1,2,3,4,5}', false FROM e`.replace("(SELECT id FROM team WHERE code = 'T'||(hashtext(e.id::text) & 31))", "t.id").replace("FROM e`", "").replace(/FROM e$/, "FROM e JOIN team t ON t.code = 'T'||(hashtext(e.id::text) & 31)"));
  });
  await rows(c.db.read, 'ANALYZE');
  const ids: string[] = [];
  for (let r = 0; r < R; r++) {
    const rule = R === 1 ? { team: { code: 'FIN', below: true } } : { any: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => ({ team: { code: `T${(r + k * 3) % 32}`, below: true } })) };
    const id = await c.policies.create(hr(), draftOf({ title: { nl: 'x', en: 'x' }, category: 'A', due: { afterStart: 20 }, rule }));
    await c.policies.publish(hr(), id);
    ids.push(id);
  }
  const q = (c.db.source.driver as any);
  const EM = Object.getPrototypeOf(c.db.source.manager); const orig = EM.query;
  EM.query = async function (t: string, p: unknown[]) { const w = performance.now(); const r = await orig.call(this, t, p); const d = performance.now() - w; if (d > 8) console.log('SQL', Math.round(d), t.slice(0, 90).replace(/\s+/g, ' ')); return r; };
  pids = (await rows<{ pid: number }>(c.db.read, 'SELECT pid FROM pg_stat_activity WHERE datname = current_database()')).map((x) => x.pid);
  await timed(`first fill ${N} x ${R}`, () => c.drain());
  if (R === 1) for (const k of [1,2,3]) { const id2 = await c.policies.create(hr(), draftOf({ title: { nl: 'x', en: 'x' }, category: 'B', due: { afterStart: 20 }, rule: { team: { code: 'FIN', below: true } } })); await c.policies.publish(hr(), id2); await timed('again', () => c.drain()); }
  const { Session } = await import('node:inspector/promises'); const ses = new Session(); ses.connect(); await ses.post('Profiler.enable'); await ses.post('Profiler.start');
  if (R === 1) { const id2 = await c.policies.create(hr(), draftOf({ title: { nl: 'x', en: 'x' }, category: 'B', due: { afterStart: 20 }, rule: { team: { code: 'FIN', below: true } } })); await c.policies.publish(hr(), id2); await timed('again', () => c.drain()); }
  const { profile } = await ses.post('Profiler.stop'); (await import('node:fs')).writeFileSync('/tmp/h6.cpuprofile', JSON.stringify(profile));
  console.log(await rows(c.db.read, 'select count(*) from requirement'));
  await rows(c.db.read, 'ANALYZE');
  await timed('nothing changed', () => c.run('policies.evaluate'));
  await timed('nothing changed', () => c.run('policies.evaluate'));
  const people = (await rows<{ id: string }>(c.db.read, 'select id from person limit 1000')).map((x) => x.id);
  await timed('1000 people changed', () => c.write((tx) => c.evaluation.evaluate(tx, systemActor('x'), { on: '2027-02-01', now: c.clock.now(), personIds: people, redate: true })));
  await timed('1 person changed', () => c.write((tx) => c.evaluation.evaluate(tx, systemActor('x'), { on: '2027-02-01', now: c.clock.now(), personIds: people.slice(0, 1), redate: true })));
  await timed('remind', () => c.run('policies.remind'));
  await timed('overview', () => c.policies.overview(c.db.read));
  await timed('list', () => c.policies.list(hr()));
  await timed('preview', () => c.plans.ofDraft(hr(), draftOf({ title: { nl: 'x', en: 'x' }, category: 'A', due: { afterStart: 20 }, rule: { all: [{ team: { code: 'FIN', below: true } }, { not: { job: { is: ['Job 3'] } } }, { hours: { op: 'at-least', value: 32 } }] } }), 'nl'));
  await timed('requirementsOf', () => c.policies.requirementsOf(c.db.read, people[3]!));
  await c.close();
}, 600000);
