import { Temporal } from 'temporal-polyfill';
import { fromFading, fromPutOnHold, fromRefreshDue, fromRefreshOpened } from './collect-licences.js';
import { messageWords } from './message-words.js';
import { dayNumber } from './local-time.js';
import { isHurried, isOver } from './nudge.js';

const licenceId = '01990000-0000-7000-8000-000000000001';
const personId = '01990000-0000-7000-8000-000000000002';
const fact = { licenceId, personId, category: 'A' };
const collectedAt = Temporal.Instant.from('2027-03-01T05:10:00Z');
const on = dayNumber('2027-03-01');

describe('what upkeep has to tell', () => {
  const [fading] = fromFading({ items: [{ ...fact, on: '2027-03-01', skill: 'ph.links' }] });
  const [refresh] = fromRefreshOpened({ ...fact, refreshBy: '2027-03-15' });
  const [hold] = fromPutOnHold({ ...fact, on: '2027-03-16', why: 'missed' });
  const words = (nudge: typeof fading, today = on) =>
    messageWords(
      'nl',
      'single',
      [{ ...nudge!, id: 'n1', collectedAt: new Date(collectedAt.epochMilliseconds) }],
      today,
    );

  it('leads to two minutes of practice of the skill that faded most, and says what that keeps alive', () => {
    expect(words(fading)).toMatchObject({
      subject: 'Houd je IT-rijbewijs A levend: 2 minuten herhalen',
      href: '/practice?skill=ph.links',
    });
  });

  it('leads to the refresh exam with its last day, and says so on the last day', () => {
    expect(words(refresh)).toMatchObject({ subject: 'Je opfrisexamen A staat klaar', href: '/exams/A' });
    expect(words(refresh).intro).toContain('15 mrt. 2027');
    expect(words(refresh, dayNumber('2027-03-15')).subject).toContain('Vandaag is de laatste dag');
    expect(words(hold)).toMatchObject({ subject: 'Je rijbewijs A is opgeschort', href: '/exams/A' });
  });

  it('is told once per opening and stage', () => {
    const periods = [
      refresh!,
      ...fromRefreshDue({
        items: [14, 7, 5, 1, 0].map((daysLeft) => ({ ...fact, refreshBy: '2027-03-15', daysLeft })),
      }),
    ].map(({ period }) => period.split(' ').at(-1));
    expect(periods).toEqual(['opened', '30', '7', '7', '1', '1']);
  });

  it('does not wait for Monday, and is not told when it is no longer true', () => {
    for (const nudge of [fading!, refresh!, hold!]) {
      expect(isHurried({ ...nudge, id: 'n1', collectedAt }, on)).toBe(true);
      expect(isOver({ ...nudge, id: 'n1', collectedAt }, on)).toBe(false);
    }
    expect(isOver({ ...fading!, id: 'n1', collectedAt }, on + 4)).toBe(true);
    expect(isOver({ ...refresh!, id: 'n1', collectedAt }, dayNumber('2027-03-16'))).toBe(true);
  });
});
