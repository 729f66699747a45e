import { browserHouse } from '../support/browser-house.js';
import { IN_THE_DARK } from '../support/browser.js';

const STORIES = [
  { ...IN_THE_DARK[0], name: 'chaima', outcome: 'accepted' },
  { ...IN_THE_DARK[1], name: 'daan', outcome: 'rejected' },
] as const;

/** Somebody hands in a certificate from elsewhere, HR answers, and the answer is there. */
describe('proof from elsewhere', () => {
  const house = browserHouse({ at: '2026-11-30T09:00:00Z' });

  it.each(STORIES)(
    'is $outcome for $name, in $language on a $screen',
    async ({ name, outcome, ...way }) => {
      const holder = await house.signIn(name, way);
      await holder.window.go('/licences');
      await holder.window.press(holder.word('licences.claims_link'), 'link');
      await holder.page.locator('select[name=category]').selectOption('A');
      await holder.page.locator('input[name=obtainedOn]').fill('2027-01-01');
      await holder.page.locator('textarea[name=words]').fill('ICDL Basis, nummer 12345');
      await holder.window.press(holder.word('licences.claim_submit'));
      // A day that has yet to come; what was typed is still there.
      expect(await holder.main()).toContain(holder.word('licences.problem_evidence_from_future'));
      await holder.window.check('proof of a day to come');
      await holder.page.locator('input[name=obtainedOn]').fill('2026-09-01');
      await holder.window.press(holder.word('licences.claim_submit'));
      expect(await holder.main()).toContain(holder.word('licences.claim_waiting'));

      const anna = await house.signIn('anna', way);
      await anna.window.go('/licences/desk');
      const answer = anna.page.locator('form[action$="/decision"]').first();
      await answer.locator('select[name=outcome]').selectOption(outcome);
      await answer.locator('textarea').fill('Gezien en nagevraagd');
      if (outcome === 'accepted') {
        await anna.window.follow(answer.locator('button'));
        expect(await anna.main()).toContain(anna.word('licences.claim_trust_missing'));
        await anna.window.check('trust is missing');
        await answer.locator('select[name=trust]').selectOption('high');
      }
      await anna.window.follow(answer.locator('button'));
      expect(await anna.main()).toContain(anna.word('licences.claims_none'));

      await holder.window.go('/licences/evidence-claims');
      await holder.window.check(`proof ${outcome}`);
      const text = await holder.main();
      expect(text).toContain(holder.word(`licences.claim_${outcome}`));
      expect(text).toContain('Gezien en nagevraagd');
      await holder.window.go('/licences');
      await holder.window.check(`licences after proof was ${outcome}`);
      expect(await holder.page.locator('a[href$="/card"]').count()).toBe(outcome === 'accepted' ? 1 : 0);
      for (const { window } of [holder, anna]) {
        expect(window.faults).toEqual([]);
        await window.close();
      }
    },
    120_000,
  );
});
