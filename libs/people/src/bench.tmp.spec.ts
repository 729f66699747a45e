import { readdirSync, readFileSync } from 'node:fs';
import { testDatabase } from '../../../test/support/database.js';
import { rows } from '#kernel';
import { fileOf, fileRow } from './testing/hr-file.js';
import { ImportDesk } from './testing/import-desk.js';
const pg = (): number =>
  readdirSync('/proc')
    .filter((x) => /^\d+$/.test(x))
    .reduce((sum, pid) => {
      try {
        const st = readFileSync(`/proc/${pid}/stat`, 'utf8');
        if (!st.includes('(postgres)')) return sum;
        const f = st.slice(st.lastIndexOf(')') + 2).split(' ');
        if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(process.env['DBN'] ?? '')) return sum;
        return sum + (Number(f[11]) + Number(f[12])) * 10;
      } catch {
        return sum;
      }
    }, 0);
it('bench', async () => {
  const d = await testDatabase();
  process.env['DBN'] = new URL(d.url).pathname.slice(1);
  const desk = new ImportDesk(d.db);
  const slow: string[] = [];
  (d.db.source as any).setOptions({
    maxQueryExecutionTime: 15,
    logging: ['warn'],
    logger: {
      logQuery() {},
      logQueryError() {},
      logQuerySlow(t: number, q: string) {
        slow.push(`${t} ${q.replace(/\s+/g, ' ').slice(0, 90)}`);
      },
      log() {},
      logMigration() {},
      logSchemaBuild() {},
    },
  });
  const mk = (n: number, ch = 0) =>
    fileOf(
      Array.from({ length: n }, (_, i) =>
        fileRow({
          Personeelsnummer: String(100000 + i),
          Roepnaam: 'Naam' + i,
          Achternaam: 'de Vries' + i,
          'E-mail': `a${i}@x.example`,
          Leidinggevende: i % 10 ? String(100000 + i - (i % 10)) : '',
          Afdelingscode: 'T' + (i % 200),
          Afdeling: 'Team ' + (i % 200),
          Functie: i < ch ? 'Planner' : 'Medewerker',
        }),
      ),
    );
  const run = async (label: string, f: () => Promise<unknown>) => {
    const t = Date.now();
    const c = process.cpuUsage();
    const g = pg();
    await f();
    const u = process.cpuUsage(c);
    console.log(
      label,
      Date.now() - t,
      'ms wall',
      Math.round((u.user + u.system) / 1000),
      'ms node cpu',
      pg() - g,
      'ms pg cpu',
    );
    console.log(slow.splice(0).join('\n'));
  };
  await desk.bring(mk(10));
  const N = Number(process.env['N'] ?? 10000);
  const t = mk(N);
  await run(`first ${N}`, () => desk.bring(t));
  await run('again', () => desk.bring(t));
  await rows(d.db.read, 'ANALYZE');
  const ch = mk(N, N / 100);
  await run('1% changed', () => desk.bring(ch));
  await run('facts', () => rows(d.db.read, "select count(*) from person_facts('2026-11-21')"));
  await run('facts all', () =>
    rows(d.db.read, "select person_id, is_manager, absence_type, team_path from person_facts('2026-11-21')"),
  );
  await run('facts one', () =>
    rows(d.db.read, "select * from person_facts('2026-11-21') where person_id = $1", [
      'a0000000-0000-7000-8000-000000000000',
    ]),
  );
  const ids = await rows<{ id: string }>(d.db.read, 'select id from person');
  await run('calendar', () =>
    desk.people.workCalendar(
      d.db.read,
      ids.map((x) => x.id),
      '2026-11-01',
      '2027-11-01',
    ),
  );
  await d.close();
}, 120000);
