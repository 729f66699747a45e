import { one, systemActor } from '#kernel';
import { draftOf, PoliciesService } from '#policies';
import { browserHouse, type Seat } from '../support/browser-house.js';
import { IN_THE_DARK } from '../support/browser.js';

/** For whom the change counts: one walk in the first way, two in the second. */
const WALKS = [
  { ...IN_THE_DARK[0], modes: ['now'] },
  { ...IN_THE_DARK[1], modes: ['new', 'renewal'] },
] as const;
type Mode = (typeof WALKS)[number]['modes'][number];

/** Anna changes a living policy from 12 to 24 months, each time for others, and looks at what needs a person. */
describe('a living policy changes', () => {
  const house = browserHouse({ at: '2026-11-30T09:00:00Z' });

  /** A policy of every 12 months for Finance and who is below it, in force since its publication. */
  async function yearly(mode: Mode): Promise<string> {
    const policies = house.app.get(PoliciesService);
    const rule = { team: { code: 'FIN', below: true } };
    const title = { nl: `Elk jaar, ${mode}`, en: `Every year, ${mode}` };
    const draft = draftOf({ title, category: 'A', due: { afterJoining: 20 }, rule, renewMonths: 12 });
    const id = await policies.create(systemActor('demo'), draft);
    await policies.publish(systemActor('demo'), id);
    await house.drain();
    return id;
  }

  /** Makes it 24 months on the screen, for those whom `mode` names. */
  async function change({ window, page, word, main }: Seat, id: string, mode: Mode): Promise<void> {
    await window.go(`/policies/${id}/edit`);
    await page.locator('input[name=renewMonths]').fill('24');
    await page.locator(`input[name=applyTo][value=${mode}]`).check({ force: true });
    await window.check('policy builder, changed');
    await window.press(word('policies.show_consequences'));
    await window.check(`policy change ${mode}`);
    expect(await main()).toContain(word('policies.plan_changes'));
    expect(await main()).toContain(word(`policies.apply_to_${mode}`));
    await window.press(word('policies.publish'));
    await house.drain();
    const version = await one<{ mode: string; months: number }>(
      house.db.read,
      'SELECT apply_to AS mode, renew_months AS months FROM policy_version WHERE policy_id = $1 AND version = 2',
      [id],
    );
    expect(version).toEqual({ mode, months: 24 });
  }

  it.each(WALKS)(
    'for $modes, in $language on a $screen',
    async ({ modes, ...way }) => {
      const anna = await house.signIn('anna', way);
      const { window, page, word } = anna;
      let id = '';
      for (const mode of modes) {
        id = await yearly(mode);
        await change(anna, id, mode);
      }

      await window.go('/policies/waivers');
      await page.locator('select[name=policyId]').selectOption(id);
      await page.locator('input[name=number]').fill('1003');
      await page.locator('input[name=until]').fill('2027-01-15');
      await page.locator('textarea[name=reason]').fill('Afgesproken in het gesprek');
      await window.press(word('policies.waiver_ask'));
      await window.check('waivers');
      await window.go('/policies/exceptions');
      await window.check('exceptions');
      await window.go('/policies/free-days');
      await window.check('free days');
      await window.go(`/policies/people/${await house.idOf('chaima')}?asOf=2027-06-01`);
      await window.check('requirements of one person');
      expect(window.faults).toEqual([]);
      await window.close();
    },
    240_000,
  );
});
