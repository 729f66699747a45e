import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { rows } from '#kernel';
import { testApp } from '../../../test/support/app.js';

it('looks', async () => {
  const product = await testApp({ at: '2026-11-23T09:00:00Z' });
  const url = await product.listen();
  const anna = await product.idOf('anna');
  const chaima = await product.idOf('chaima');
  const hold = async (n: number, day: string) => rows(product.db.read, `INSERT INTO holding (person_id, category, state, valid_from, valid_until, outbox_id)
    SELECT DISTINCT person_id, 'A', 'held', $2::date, '2028-01-01'::date, 0 FROM (SELECT person_id FROM person_facts($2::date) WHERE team_path LIKE '/DNV/FIN/%' ORDER BY person_id LIMIT $1) x ON CONFLICT DO NOTHING`, [n, day]);
  for (let d = 24; d < 30; d += 1) { await hold((d - 22) * 2, `2026-11-${d}`); product.clock.set(`2026-11-${d}T09:00:00Z`); await product.run('roadmap.snapshot'); await product.run('roadmap.announce'); }
  const ms = await rows<{ id: string }>(product.db.read, 'SELECT id FROM milestone ORDER BY due_on');
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
  const report: string[] = [];
  for (const [who, id, pages] of [['chaima', chaima, ['/roadmap']], ['anna', anna, ['/roadmap', '/roadmap/vision', '/roadmap/milestones/new', `/roadmap/milestones/${ms[0]!.id}`, `/roadmap/milestones/${ms[0]!.id}/edit`, `/roadmap/milestones/${ms[2]!.id}`]]] as const) {
    for (const size of [{ width: 1280, height: 900 }, { width: 390, height: 844 }]) {
      const context = await browser.newContext({ viewport: size, bypassCSP: true, colorScheme: 'light' });
      const tab = await context.newPage();
      tab.on('console', (m) => { if (m.type() === 'error') report.push(`console ${m.text()}`); });
      await tab.goto(`${url}/login`);
      const r = await tab.evaluate(async (personId) => { const t = (document.querySelector('[name=_csrf]') as HTMLInputElement)?.value ?? ''; const x = await fetch('/login/demo', { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ personId, _csrf: t }).toString() }); return x.status; }, id);
      report.push(`login ${r}`);
      for (const [i, p] of pages.entries()) {
        await tab.goto(url + p);
        await tab.screenshot({ path: `/tmp/rm-shots/${who}-${i}-${size.width}.png`, fullPage: true });
        await tab.evaluate(axe);
        const v = await tab.evaluate(async () => { const a = (window as never as { axe: { run(o: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }).axe; return (await a.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.map((x) => `${x.id}: ${x.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`); });
        report.push(`${who} ${p} ${size.width} overflow=${await tab.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)} axe=${JSON.stringify(v)}`);
      }
      await context.close();
    }
  }
  console.log(report.join('\n'));
  await browser.close();
  await product.close();
}, 300_000);
