import { fileOf, fileRow } from './testing/hr-file.js';
import { readHrFile } from './import/read-file.js';
import { decodeText } from './import/decode-text.js';
import { readTable } from './import/read-table.js';
import { readRows, mappedFields } from './import/read-rows.js';
import { checkRows } from './import/check-rows.js';
import { planImport } from './import/plan-import.js';
import { EMPTY_COMPANY } from './import/company.js';
import { applyPlan } from './testing/apply-plan.js';
it('bench', () => {
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
  const buf = Buffer.from(mk(10000));
  const defaults = { name: 'H', zone: 'Europe/Amsterdam', country: 'NL' };
  const time = <T>(l: string, f: () => T): T => {
    const t = process.cpuUsage();
    const r = f();
    const u = process.cpuUsage(t);
    console.log(l, ((u.user + u.system) / 1000).toFixed(0));
    return r;
  };
  let company = EMPTY_COMPANY;
  for (let k = 0; k < 3; k++) {
    const d = time('decode', () => decodeText(buf)) as any;
    time('table', () => readTable(d.value.text));
    const f = time('readHrFile', () => readHrFile(buf, {})) as any;
    const { table, mapping } = f.value;
    const r = time('readRows', () => readRows(table, mapping));
    const c = time('check', () => checkRows(r, mapping, company, defaults, '2026-11-21'));
    const p = time('plan', () =>
      planImport(company, c, {
        today: '2026-11-21',
        mapped: mappedFields(mapping),
        defaultSite: 'H',
        rows: 10000,
      }),
    );
    if (k === 0) company = applyPlan(company, p);
  }
});
