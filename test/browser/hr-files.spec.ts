import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EXPORTS } from '../../libs/people/src/testing/exports.js';
import { workbookOf } from '../../libs/people/src/testing/workbook.js';
import { browserHouse } from '../support/browser-house.js';
import { IN_THE_LIGHT } from '../support/browser.js';

/** Anna sets a source up, takes its workbook in and back again, and sees a nightly file that could not be read. */
describe('HR takes files as they come', () => {
  const cells = EXPORTS.afas.split('\r\n').map((line) => line.split(';'));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vaardig-files-'));
  const house = browserHouse({ at: '2026-11-30T09:00:00Z', environment: { PEOPLE_IMPORT_FOLDER: folder } });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  it.each(IN_THE_LIGHT.map((way, index) => ({ ...way, index })))(
    'in $language on a $screen',
    async ({ index, ...way }) => {
      const source = `Zorg ${index}`;
      fs.mkdirSync(path.join(folder, source));
      fs.writeFileSync(path.join(folder, source, 'kapot.xlsx'), 'PK\u0003\u0004');
      fs.utimesSync(path.join(folder, source, 'kapot.xlsx'), 1_790_000_000, 1_790_000_000);
      await house.run('people.watch-folder');

      const { window, page, word, main } = await house.signIn('anna', way);
      await window.go('/people/imports');
      expect(await main()).toContain(word('people.refusal_workbook_broken'));
      await window.press(word('people.refusals_seen'));
      expect(await main()).not.toContain('kapot.xlsx');

      await window.press(source, 'link');
      await page.locator('input[name=feed][value=own]').check({ force: true });
      await page.locator('select[name=preset]').selectOption('afas');
      await window.press(word('people.source_save'));
      expect(await main()).toContain(word('people.feed_own_hint'));

      const numbered = cells.map((row, at) => row.map((cell) => (at > 0 ? cell.replace(/^0001/, `${index}001`) : cell))); // prettier-ignore
      await window.go('/people/imports/new');
      await page.locator('input[type=file]').setInputFiles({
        name: 'zorg.xlsx',
        mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        buffer: workbookOf({ Medewerkers: numbered, Oud: numbered.slice(0, 2) }),
      });
      await page.locator('input[name=source]').fill(source);
      await window.press(word('people.read_file'));
      await window.check('workbook columns');
      expect(await main()).toContain('AFAS');
      await window.press(word('people.run_trial'));
      await window.follow(page.locator('main form .btn.primary'));
      await house.drain();
      await page.getByText(word('people.progress_done')).waitFor();
      await window.go(window.path);
      await window.check('receipt with undo');
      await page.locator('[data-dialog=undo]').click();
      await window.check('undo dialog');
      await window.follow(page.locator('dialog[open] button.danger'));
      await window.check('undone');
      expect(await main()).toContain(word('people.undone_title'));
      expect(window.faults).toEqual([]);
      await window.close();
    },
    120_000,
  );
});
