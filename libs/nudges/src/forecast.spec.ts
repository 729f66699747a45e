import { dayNumber, dayText } from './local-time.js';
import { foresee } from './foresee.js';
import { forecast } from './forecast.js';
import { plan } from './plan.js';
import { DEFAULT_RULES } from './send-windows.js';
import { at, reason, recipient } from './testing/recipients.js';

const known = { kind: 'requirement', subject: 'requirement:1', category: 'A', on: '2026-12-15' } as const;
const today = dayNumber('2026-11-20');

describe('what is known to come', () => {
  it('is told 7 days and 1 day before a due day, and the day after it', () => {
    const days = foresee([known], 'Europe/Amsterdam', today, today + 60).map(({ purpose, collectedAt }) => [
      purpose,
      collectedAt.toZonedDateTimeISO('Europe/Amsterdam').toPlainDate().toString(),
    ]);
    expect(days).toEqual([
      ['due-soon', '2026-12-08'],
      ['due-soon', '2026-12-14'],
      ['overdue', '2026-12-16'],
    ]);
  });

  it('is never overdue for a licence, and ends where the period ends', () => {
    const licence = { ...known, kind: 'licence' as const, on: dayText(today + 14) };
    expect(foresee([licence], 'Europe/Amsterdam', today, today + 13).map(({ purpose }) => purpose)).toEqual([
      'expiring',
      'expiring',
    ]);
  });
});

describe('the forecast', () => {
  it('says the same as sending does, moment by moment', () => {
    const urgent = ['A', 'B', 'C', 'D', 'E'].map((category) =>
      reason('overdue', { category, aboutOn: '2026-11-18' }),
    );
    const now = at('2026-11-20T08:00');
    const foretold = forecast([{ recipient: recipient(urgent), known: [], extra: [] }], now, DEFAULT_RULES);
    // The same person, lived through in steps of ten minutes.
    let pending = urgent;
    const sentBefore: ReturnType<typeof at>[] = [];
    for (let step = 0; step < 14 * 24 * 6; step += 1) {
      const moment = now.add({ minutes: step * 10 + 5 });
      const { message } = plan({ ...recipient(pending), sentBefore }, moment, DEFAULT_RULES);
      if (!message) continue;
      sentBefore.push(moment);
      pending = pending.filter(({ id }) => !message.lines.includes(id));
    }
    expect(foretold.messages).toBe(sentBefore.length);
    expect(foretold.days.filter(({ messages }) => messages > 0).map(({ day }) => day)).toEqual(
      sentBefore.map((moment) => moment.toZonedDateTimeISO('Europe/Amsterdam').toPlainDate().toString()),
    );
    expect(foretold).toMatchObject({ people: 1, purposes: { overdue: 5 } });
  });
});
