import { one, rows } from '#kernel';
import { demoFile, type HrFile } from '../journeys/hr-file.js';
import { importDesk } from '../journeys/import-desk.js';
import { browserHouse, type Seat } from '../support/browser-house.js';
import { IN_THE_DARK } from '../support/browser.js';

const nextMonth = demoFile('demo-nv-next-month.csv');
/** Saskia, who leads HR. */
const SASKIA = '1016';

/** What can be wrong with one person: whose rows, the reason HR reads, and what stands in the file. */
const WRONG: readonly (readonly [number: string, reason: string, cells: Record<string, string>])[] = [
  ['1150', 'manager-self', { Leidinggevende: '1150' }],
  ['1151', 'manager-cycle', { Leidinggevende: '1152' }],
  ['1152', 'manager-cycle', { Leidinggevende: '1151' }],
  ['1153', 'manager-unknown', { Leidinggevende: '99999' }],
  ['1155', 'ends-before-start', { 'In dienst': '01-05-2020', 'Uit dienst': '01-01-2019' }],
  ['1158', 'date-unreadable', { 'In dienst': '31-02-2020' }],
  ['1159', 'number-scientific', { Personeelsnummer: '1,16E+03' }],
];

/** The file of a Monday in which everything is wrong at once, after one that got lost half-way. */
describe('HR’s Monday', () => {
  const house = browserHouse({ at: '2026-11-30T09:00:00Z' });
  const desk = importDesk(() => house);
  let anna: Seat;
  let saskia: Seat;

  beforeAll(async () => {
    anna = await house.signIn('anna', IN_THE_DARK[0]);
    const hers = await one<{ id: string }>(house.db.read, 'SELECT id FROM person WHERE number = $1', [
      SASKIA,
    ]);
    saskia = await house.signInAs(hers?.id ?? '', IN_THE_DARK[1]);
  }, 60_000);

  /** From the list of files to the trial. Gives the path of the run. */
  async function bring({ window, page, word }: Seat, file: HrFile, name: string): Promise<string> {
    await window.go('/people/imports');
    await window.press(word('people.new_import'), 'link');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: file.toBytes() });
    await page.locator('input[name=source]').fill('demo');
    await window.press(word('people.read_file'));
    await window.press(word('people.run_trial'));
    return window.path;
  }
  async function apply({ window, page, word, main }: Seat): Promise<void> {
    await window.follow(page.locator('main form .btn.primary').first());
    await house.drain();
    await page.getByText(word('people.progress_done')).waitFor();
    await window.go(window.path);
    expect(await main()).toContain(word('people.receipt_text'));
  }
  async function confirm({ window, page }: Seat, dialog: string): Promise<void> {
    await page.locator(`[data-dialog=${dialog}]`).click();
    await window.check(`${dialog} dialog`);
    await window.follow(page.locator('dialog[open] button').last());
  }
  const numbersIn = async (table: string) =>
    (
      await rows<{ number: string }>(
        house.db.read,
        `SELECT DISTINCT p.number FROM ${table} t JOIN person p ON p.id = t.person_id ORDER BY 1`,
      )
    ).length;

  it('half a file is stopped, released by another, and taken back the same day', async () => {
    const before = await desk.company();
    const path = await bring(anna, nextMonth.cutAfter(Math.floor(nextMonth.length / 2)), 'maandag.csv');
    await anna.window.check('stopped by the brake');
    expect(await anna.main()).toContain(anna.word('people.release_by_another'));
    expect(await anna.page.locator('[data-dialog=release], main form .btn.primary').count()).toBe(0);

    await saskia.window.go(path);
    await confirm(saskia, 'release');
    await saskia.window.check('released');
    expect(await saskia.main()).toContain(saskia.word('people.released_by', { name: 'Saskia van Dongen' }));
    await anna.window.go(path);
    expect(await anna.main()).toContain(anna.word('people.released_by', { name: 'Saskia van Dongen' }));
    await apply(anna);
    expect(await desk.company()).not.toEqual(before);

    await saskia.window.go(path);
    await confirm(saskia, 'undo');
    expect(await saskia.main()).toContain(saskia.word('people.undone_title'));
    await house.drain();
    expect(await desk.company()).toEqual(before);
    expect([...anna.window.faults, ...saskia.window.faults]).toEqual([]);
  }, 120_000);

  it('the whole file names every mistake, and takes in what is good', async () => {
    const employed = await numbersIn('employment');
    const file = WRONG.reduce((soFar, [number, , cells]) => soFar.with(number, cells), nextMonth)
      .with('1154', { Afdelingscode: 'FIN-KAAS', Afdeling: 'Kaas', 'Valt onder': 'FIN' })
      .adding('1156', {})
      .adding('1157', { Personeelsnummer: '2157', 'In dienst': '30-11-2026', 'Functie vanaf': '' });
    await bring(anna, file, 'maandag-heel.csv');
    await anna.window.check('everything wrong at once');
    // A team nobody had heard of is named, for it may be a typing mistake.
    expect(await anna.main()).toContain('Kaas (FIN-KAAS)');
    const reasons = [...new Set([...WRONG.map(([, reason]) => reason), 'duplicate-row'])];
    await anna.page
      .locator('.tabs')
      .getByRole('link', { name: anna.word('people.group_problems') })
      .click();
    await anna.window.check('every mistake');
    const problems = await anna.main();
    for (const reason of reasons)
      expect(problems).toContain(anna.word(`people.reason_${reason.replaceAll('-', '_')}`));
    // Wei worked here before, under the same number.
    await anna.page
      .locator('.tabs')
      .getByRole('link', { name: anna.word('people.group_joins') })
      .click();
    await anna.page.getByText(anna.word('people.kind_returns')).first().waitFor();

    await anna.window.follow(anna.page.locator('main form .btn.primary').first());
    expect(await anna.main()).toContain(anna.word('people.leave_broken_first'));
    await anna.window.check('the tick is missing');
    await anna.page.locator('input[name=leaveBroken]').check();
    await apply(anna);
    await anna.window.check('receipt after mistakes');
    // Four joined and one more under a second number; nobody with a mistake lost anything.
    expect(await numbersIn('employment')).toBe(employed + 4);
    const kept = await rows(
      house.db.read,
      `SELECT DISTINCT number FROM person_facts('2026-11-30') WHERE number = ANY($1)`,
      [WRONG.map(([number]) => number)],
    );
    expect(kept).toHaveLength(WRONG.length);
  }, 120_000);

  it('what is wrong gets an owner, who sees it as hers', async () => {
    await anna.window.go('/people/quality');
    const list = await anna.main();
    for (const kind of ['import_row', 'two_records'])
      expect(list).toContain(anna.word(`people.finding_${kind}`));
    await anna.window.press(anna.word('people.finding_import_row'), 'link');
    await anna.page.locator('input[name=number]').fill('0000');
    await anna.window.press(anna.word('people.owner_save'));
    await anna.window.check('no such owner');
    expect(await anna.page.locator('input[name=number]').inputValue()).toBe('0000');
    await anna.page.locator('input[name=number]').fill(SASKIA);
    await anna.window.press(anna.word('people.owner_save'));
    expect(await anna.main()).toContain('Saskia van Dongen');

    await saskia.window.go('/people/quality?mine=true');
    const hers = await saskia.main();
    for (const [, reason] of WRONG)
      expect(hers).toContain(saskia.word(`people.reason_${reason.replaceAll('-', '_')}`));
    expect(hers).not.toContain(saskia.word('people.finding_two_records_what'));
  }, 120_000);

  it('goes away by itself once the file is right, and a day later nothing can be undone any more', async () => {
    await bring(anna, nextMonth, 'maandag-goed.csv');
    await anna.window.check('the file that is right');
    await apply(anna);
    const receipt = anna.window.path;
    expect(await anna.page.locator('[data-dialog=undo]').count()).toBe(1);
    await saskia.window.go('/people/quality?mine=true');
    expect(await saskia.main()).toContain(saskia.word('people.quality_none_here'));

    house.clock.advance({ hours: 24, minutes: 1 });
    await anna.window.go(receipt);
    expect(await anna.page.locator('[data-dialog=undo]').count()).toBe(0);
    expect([...anna.window.faults, ...saskia.window.faults]).toEqual([]);
  }, 120_000);
});
