import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { COMMANDS } from '../../apps/cli/src/commands.js';
import type { CommandContext } from '../../apps/cli/src/context.js';
import { one, rows } from '#kernel';
import { testApp, type TestApp } from '../support/app.js';
import type { Visitor } from '../support/visitor.js';
import { demoFile } from './hr-file.js';
import { idIn, type Import, importDesk } from './import-desk.js';

/** Saskia, who leads HR: the second pair of eyes. */
const SASKIA = '1016';

/**
 * A month after the first file the next one comes. Anna sees on trial what would change, applies it, and learns that
 * the same file, half a file and a file full of mistakes do no harm.
 */
describe('HR brings in people', () => {
  let house: TestApp;
  let anna: Visitor;
  let saskia: Visitor;
  const nextMonth = demoFile('demo-nv-next-month.csv');

  beforeAll(async () => {
    house = await testApp({ at: '2026-11-24T09:00:00Z' });
    anna = await house.visit('anna');
    saskia = await house.visit();
    const { id } = (await one<{ id: string }>(house.db.read, 'SELECT id FROM person WHERE number = $1', [
      SASKIA,
    ]))!;
    await saskia.signInAs(id);
  }, 180_000);
  afterAll(() => house?.close());

  const { company, upload, view, jobOf } = importDesk(() => house);

  describe('the next month’s file', () => {
    let importId = '';

    it('is read as a Dutch Excel wrote it, and shows its first rows before anything else', async () => {
      const before = await company();
      const page = await upload(anna, nextMonth, 'december.csv');
      importId = idIn(page);
      expect(page.text).toContain('Windows-1252');
      expect(page.text).toContain('Puntkomma');
      expect(page.text).toContain('Dag, maand, jaar (31-12-2026)');
      expect(page.text).toContain('De eerste 20 rijen');
      expect(page.text).toContain('Emília');
      // Every field has found its column by itself.
      expect(page.html).not.toContain('Deze kolommen ontbreken nog');
      expect(page.html).toMatch(/<option value="Personeelsnummer" selected/);
      expect(await company()).toEqual(before);
    });

    it('says on trial who joins, leaves, moves, changes and is away, each by name', async () => {
      const before = await company();
      const page = await anna.submit('/columns');
      const { result, diff, waitingFor } = await view(importId);
      expect(result?.counts).toMatchObject({
        joins: 4,
        leaves: 2,
        moves: 2,
        changes: 2,
        absences: 1,
        problems: 0,
      });
      expect(waitingFor).toBe('nothing');
      expect(page.text).toContain('Noor van der Velde');
      for (const [group, name, what] of [
        ['joins', 'Wei Lam', 'komt terug'],
        ['leaves', 'Teun Nijland', ''],
        ['leaves', 'Hilde van der Meer', '31'],
        ['moves', 'Eva Molenaar', 'Medewerker crediteuren'],
        ['changes', 'Martijn Visscher-Vos', 'Visscher-Vos'],
        ['changes', 'Wendy Verbeek', '28'],
        ['absences', 'Ellen Roelofs', 'Ouderschap'],
      ] as const) {
        const shown = await anna.open(`/people/imports/${importId}?kind=${group}`);
        expect(shown.text).toContain(name);
        expect(shown.text).toContain(what);
      }
      expect(diff).toHaveLength(11);
      expect(await company()).toEqual(before);
    });

    it('gives the same diff on the page, over the API and on the command line', async () => {
      const onPage = await view(importId);
      const call = await house.api('anna');
      const overApi = await call('post', '/api/v1/imports?source=demo&fileName=december.csv')
        .type('text/csv')
        .send(nextMonth.toBytes() as never);
      expect(overApi.status).toBe(201);
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hr-file-'));
      const file = path.join(folder, 'december.csv');
      fs.writeFileSync(file, nextMonth.toBytes());
      const command = COMMANDS.find(({ name }) => name === 'people import')!;
      const context = {
        get: (service: never) => house.app.get(service, { strict: false }),
      } as unknown as CommandContext;
      const onCommandLine = await command.run({
        context,
        values: { 'dry-run': true, source: 'demo' },
        positionals: [file],
      });
      fs.rmSync(folder, { recursive: true });
      const others = [overApi.body as Import, onCommandLine.json as Import];
      for (const other of others) {
        expect(other.fingerprint).toBe(onPage.fingerprint);
        expect(other.diff).toEqual(onPage.diff);
        expect(other.result).toEqual(onPage.result);
        expect(other.state).toBe('planned');
      }
      expect(onPage.fingerprint).toMatch(/^[0-9a-f]{16,}$/);
      expect(onCommandLine.text).toContain('4 join, 2 leave, 2 move, 2 change, 1 absences');
      // Three looks, and nothing to put away: whoever applies one, the others are out of date.
      for (const { id } of others) await call('post', `/api/v1/imports/${id}/cancellation`).expect(204);
    });

    it('is applied in one go, with a receipt', async () => {
      expect(await jobOf('1082')).toMatchObject([{ team_code: 'FIN-DEB' }]);
      await anna.open(`/people/imports/${importId}`);
      const waiting = await anna.submit('/application', {}, 'Pas 11 wijzigingen toe');
      expect(waiting.text).toContain('Het bestand wordt toegepast');
      await house.drain();
      const receipt = await anna.open(`/people/imports/${importId}`);
      expect(await view(importId)).toMatchObject({ state: 'applied' });
      expect(receipt.text).toContain('Noor van der Velde');
      expect(receipt.html).not.toContain('/application"');
      const list = await anna.open('/people/imports');
      expect(list.text).toContain('4 nieuw, 2 weg, 2 verplaatst, 2 gewijzigd, 1 afwezig, 0 fout');
      // Facts hold from their own day on: Eva moves on 1 December.
      expect(await jobOf('1082')).toMatchObject([{ team_code: 'FIN-DEB' }]);
      expect(
        await rows(house.db.read, 'SELECT team_code FROM person_facts($1) WHERE number = $2', [
          '2026-12-01',
          '1082',
        ]),
      ).toEqual([{ team_code: 'FIN-CRED' }]);
    });

    it('changes nothing when it comes once more', async () => {
      const before = await company();
      const page = await upload(anna, nextMonth, 'december.csv');
      const trial = await anna.submit('/columns');
      expect(trial.text).toContain('Dit bestand verandert niets');
      expect((await view(idIn(page))).diff).toEqual([]);
      const call = await house.api('anna');
      const applied = await call('post', '/api/v1/imports?source=demo&dryRun=false')
        .type('text/csv')
        .send(nextMonth.toBytes() as never);
      expect(applied.body).toMatchObject({ state: 'applied', diff: [] });
      await house.drain();
      expect(await company()).toEqual(before);
    });
  });

  describe('a file that was cut in half on its way', () => {
    let importId = '';

    it('is stopped by the brake, and changes nothing', async () => {
      const before = await company();
      const bytes = nextMonth.toBytes();
      const page = await upload(anna, bytes.subarray(0, Math.floor(bytes.length / 2)), 'half.csv');
      importId = idIn(page);
      const trial = await anna.submit('/columns');
      expect(trial.text).toContain('De rem houdt dit bestand tegen');
      expect(trial.text).toContain('De grens is');
      const { result, waitingFor } = await view(importId);
      expect(waitingFor).toBe('release');
      expect(result?.brake).toMatchObject({ stopped: true });
      expect(result?.brake.affected).toBeGreaterThan(100);
      expect(trial.html).not.toContain('/application"');
      const call = await house.api('anna');
      const forced = await call('post', `/api/v1/imports/${importId}/application`).send({
        leaveBroken: true,
      });
      expect([forced.status, (forced.body as { type: string }).type]).toEqual([
        409,
        '/problems/import-stopped-by-brake',
      ]);
      await house.drain();
      expect(await company()).toEqual(before);
    });

    it('is stopped as well when the cut fell between two rows and nothing looks broken', async () => {
      const before = await company();
      const page = await upload(anna, nextMonth.cutAfter(Math.floor(nextMonth.length / 2)), 'half.csv');
      importId = idIn(page);
      await anna.submit('/columns');
      const { result, waitingFor } = await view(importId);
      expect(result?.counts).toMatchObject({ problems: 0, joins: 0 });
      expect(result?.counts['leaves']).toBeGreaterThan(100);
      expect(waitingFor).toBe('release');
      expect(await company()).toEqual(before);
    });

    it('is not released by whoever brought it, nor by somebody outside HR', async () => {
      const page = await anna.open(`/people/imports/${importId}`);
      expect(page.html).not.toContain('/release"');
      const refused = async (name: 'anna' | 'bram' | 'lotte') => {
        const { status, body } = await (await house.api(name))('post', `/api/v1/imports/${importId}/release`);
        return [status, (body as { type: string }).type];
      };
      expect(await refused('anna')).toEqual([403, '/problems/import-release-needs-another']);
      for (const name of ['bram', 'lotte'] as const) expect((await refused(name))[0]).toBe(403);
      expect(await view(importId)).toMatchObject({ waitingFor: 'release' });
    });

    it('can be released by a second HR person, after which it still waits for somebody to apply it', async () => {
      const before = await company();
      await saskia.open(`/people/imports/${importId}`);
      const page = await saskia.submit('/release');
      expect(page.text).toContain('Saskia van Dongen');
      await house.drain();
      expect(await company()).toEqual(before);
      expect((await view(importId)).waitingFor).not.toBe('release');
      expect(
        await rows(
          house.db.read,
          `SELECT 1 FROM audit_event WHERE action = 'import.released' AND subject_id = $1`,
          [importId],
        ),
      ).toHaveLength(1);
    });

    it('and even when it is applied by mistake, the whole file brings everybody back with all they had', async () => {
      const achieved = () =>
        rows(
          house.db.read,
          `SELECT p.number, l.id, l.state, l.valid_until FROM licence l JOIN person p ON p.id = l.person_id ORDER BY l.id`,
        );
      const before = await achieved();
      const employed = async () =>
        (await one<{ n: number }>(
          house.db.read,
          `SELECT count(DISTINCT person_id)::int AS n FROM person_facts('2026-11-25')`,
        ))!.n;
      const everybody = await employed();
      const call = await house.api('anna');
      await call('post', `/api/v1/imports/${importId}/application`).send({ leaveBroken: false }).expect(202);
      await house.drain();
      expect(await view(importId)).toMatchObject({ state: 'applied' });
      expect(await employed()).toBeLessThan(everybody - 100);
      const mended = await call('post', '/api/v1/imports?source=demo&dryRun=false')
        .type('text/csv')
        .send(nextMonth.toBytes() as never);
      const back = mended.body as Import;
      if (back.waitingFor === 'release') {
        await saskia.open(`/people/imports/${back.id}`);
        await saskia.submit('/release');
        await call('post', `/api/v1/imports/${back.id}/application`).send({ leaveBroken: false }).expect(202);
      }
      await house.drain();
      expect(await employed()).toBe(everybody);
      expect(await achieved()).toEqual(before);
    });
  });

  describe('a file with ten kinds of broken rows', () => {
    const KINDS: readonly (readonly [number: string, reason: string, cells: Record<string, string>])[] = [
      ['1150', 'value-missing', { Personeelsnummer: '' }],
      ['1151', 'date-unreadable', { 'In dienst': '31-02-2020' }],
      ['1152', 'ends-before-start', { 'Uit dienst': '01-01-1999' }],
      ['1153', 'number-unreadable', { 'Uren per week': 'fulltime' }],
      ['1154', 'days-unreadable', { Werkdagen: 'wisselend' }],
      ['1155', 'email-invalid', { 'E-mail': 'geen' }],
      ['1156', 'country-unknown', { Land: 'Utopia' }],
      ['1157', 'zone-unknown', { Tijdzone: 'Europe/Utrecht' }],
      ['1158', 'manager-unknown', { Leidinggevende: '99999' }],
      ['1159', 'absence-type-unknown', { Afwezigheid: 'onbekend', 'Afwezig vanaf': '01-11-2026' }],
    ];
    const broken = KINDS.reduce(
      (file, [number, , cells]) => file.with(number, cells),
      nextMonth.with('1046', { 'Uren per week': '32' }),
    );
    let importId = '';

    it('names row, column and reason of each, and keeps the values to itself', async () => {
      importId = idIn(await upload(anna, broken, 'broken.csv'));
      await anna.submit('/columns');
      const page = await anna.open(`/people/imports/${importId}?kind=problems`);
      const { diff, result, waitingFor } = await view(importId);
      // Ten rows, and one person who may hide behind the row without a number: held back, not sent away.
      expect(result?.counts).toMatchObject({ problems: 11, changes: 1, joins: 0, leaves: 0 });
      expect(diff.filter(({ kind }) => kind === 'held').map(({ number }) => number)).toEqual(['1150']);
      expect(waitingFor).toBe('confirmation');
      const problems = diff.filter(({ kind }) => kind === 'problems');
      expect(new Set(problems.map(({ rowNumber }) => rowNumber)).size).toBe(10);
      expect(problems.map(({ reason }) => reason)).toEqual(
        expect.arrayContaining(KINDS.map(([, reason]) => reason)),
      );
      expect(problems.every(({ rowNumber, columnName }) => rowNumber !== null && columnName !== null)).toBe(
        true,
      );
      expect(page.text).toContain('Dit is geen bestaande datum');
      expect(page.text).toContain('Deze leidinggevende staat niet in het bestand');
      expect(page.text).not.toMatch(/Utopia|99999|wisselend/);
      const file = await anna.open(`/people/imports/${importId}/broken-rows`);
      expect(file.html).toContain('Utopia');
    });

    it('waits until a person says that the good rows may go without them', async () => {
      const before = await company();
      await anna.open(`/people/imports/${importId}`);
      const refused = await anna.submit('/application');
      expect([409, 422]).toContain(refused.status);
      expect(refused.text).toMatch(/Zet eerst het vinkje|Zeg eerst dat je die laat liggen/);
      await house.drain();
      expect(await company()).toEqual(before);
      expect(await view(importId)).toMatchObject({ state: 'planned' });
    });

    it('then applies the good ones, and leaves the people of the broken rows as they were', async () => {
      const numbers = KINDS.map(([number]) => number);
      const facts = () =>
        rows(
          house.db.read,
          `SELECT * FROM person_facts('2026-11-25') WHERE number = ANY($1) ORDER BY number, placement_id`,
          [numbers],
        );
      const before = await facts();
      expect(before.length).toBeGreaterThanOrEqual(8);
      await anna.open(`/people/imports/${importId}`);
      await anna.submit('/application', { leaveBroken: 'on' });
      await house.drain();
      expect(await view(importId)).toMatchObject({ state: 'applied' });
      expect(await jobOf('1046')).toMatchObject([{ weekly_hours: '32.00' }]);
      expect(await facts()).toEqual(before);
    });
  });

  it('is all written down: who brought which file, who released it, who applied it', async () => {
    const lines = await rows<{ action: string; actor: string }>(
      house.db.read,
      `SELECT DISTINCT action FROM audit_event WHERE action LIKE 'import.%' ORDER BY 1`,
    );
    expect(lines.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['import.approved', 'import.cancelled', 'import.released']),
    );
  });
});
