import { reason, recipient, at } from './testing/recipients.js';
import { foretell, plan, type Recipient } from './plan.js';
import { DEFAULT_RULES, parseWindows } from './send-windows.js';

const decide = (person: Recipient, when: string, zone?: string) =>
  plan(person, at(when, zone), DEFAULT_RULES);
const overdue = () => reason('overdue', { category: 'A', aboutOn: '2026-11-17' });

describe('the moment of a message', () => {
  it('lies in a window of the person’s own day', () => {
    const person = recipient([overdue()]);
    expect(decide(person, '2026-11-20T08:59').message).toBeNull();
    expect(decide(person, '2026-11-20T09:00').message?.kind).toBe('single');
    expect(decide(person, '2026-11-20T11:30').waiting[0]?.why).toBe('outside-window');
    expect(decide(person, '2026-11-20T13:30').message).not.toBeNull();
    expect(decide(person, '2026-11-20T16:00').message).toBeNull();
  });

  it('follows the clock of Curaçao for somebody on Curaçao', () => {
    const person = recipient([overdue()], { calendar: { zone: 'America/Curacao' } });
    expect(decide(person, '2026-11-20T10:00', 'Europe/Amsterdam').waiting[0]?.why).toBe('outside-window');
    expect(decide(person, '2026-11-20T10:00', 'America/Curacao').message).not.toBeNull();
  });

  it('is never in the weekend, on a public holiday, on a day off or during absence', () => {
    const why = (calendar: object, when: string) =>
      decide(recipient([overdue()], { calendar }), when).waiting[0]?.why;
    expect(why({}, '2026-11-21T10:00')).toBe('weekend');
    expect(why({ workingDays: [1, 2, 3, 4, 5, 6] }, '2026-11-21T10:00')).toBe('weekend');
    expect(why({ holidays: ['2026-11-20'] }, '2026-11-20T10:00')).toBe('public-holiday');
    expect(why({ workingDays: [1, 2, 3] }, '2026-11-20T10:00')).toBe('day-off');
    expect(why({ absences: [{ from: '2026-11-16', to: null }] }, '2026-11-20T10:00')).toBe('absent');
    expect(why({ employedTo: '2026-11-19' }, '2026-11-20T10:00')).toBe('not-employed');
  });

  it('is in the weekend for somebody who works then and at no other time', () => {
    const person = recipient([overdue()], { calendar: { workingDays: [6, 7] } });
    expect(decide(person, '2026-11-21T10:00').message).not.toBeNull();
  });

  it('is late in the evening for somebody on night shift', () => {
    const person = recipient([overdue()], { calendar: { nightShift: true } });
    expect(decide(person, '2026-11-20T10:00').message).toBeNull();
    expect(decide(person, '2026-11-20T22:30').message).not.toBeNull();
  });

  it('is announced beforehand', () => {
    expect(decide(recipient([overdue()]), '2026-11-20T16:30').next).toEqual(at('2026-11-23T09:15'));
    expect(decide(recipient([]), '2026-11-20T10:00').next).toBeNull();
  });
});

describe('the digest', () => {
  const calm = () => reason('required', { category: 'A', aboutOn: '2027-02-26' });

  it('comes on Monday at a quarter past nine when nothing is urgent', () => {
    const person = recipient([calm(), reason('weekly-review', { subject: 'review', aboutOn: '2026-11-23' })]);
    expect(decide(person, '2026-11-20T10:00').waiting.map(({ why }) => why)).toEqual([
      'waits-for-digest',
      'waits-for-digest',
    ]);
    expect(decide(person, '2026-11-23T09:10').message).toBeNull();
    expect(decide(person, '2026-11-23T09:15').message).toMatchObject({ kind: 'digest' });
  });

  it('comes on Tuesday for somebody who does not work on Mondays, and when Monday is a holiday', () => {
    expect(
      decide(recipient([calm()], { calendar: { workingDays: [2, 4] } }), '2026-11-20T10:00').next,
    ).toEqual(at('2026-11-24T09:15'));
    expect(
      decide(recipient([calm()], { calendar: { holidays: ['2026-11-23'] } }), '2026-11-20T10:00').next,
    ).toEqual(at('2026-11-24T09:15'));
  });

  it('is made up for when nothing ran on Monday', () => {
    expect(decide(recipient([calm()]), '2026-11-24T09:05').message).not.toBeNull();
  });

  it('waits a week for what did not fit', () => {
    const person = recipient([calm()], { sentBefore: [at('2026-11-23T09:15')] });
    expect(decide(person, '2026-11-24T10:00').waiting[0]?.why).toBe('waits-for-digest');
    expect(decide(person, '2026-11-24T10:00').next).toEqual(at('2026-11-30T09:15'));
  });

  it('takes urgent reasons along instead of sending twice on one day', () => {
    const late = overdue();
    const person = recipient([calm(), late]);
    expect(decide(person, '2026-11-23T09:05').waiting.map(({ why }) => why)).toEqual([
      'outside-window',
      'outside-window',
    ]);
    expect(decide(person, '2026-11-23T09:15').message?.lines[0]).toBe(late.id);
  });

  it('is all there is on the first day back', () => {
    const calendar = { absences: [{ from: '2026-11-02', to: '2026-11-24' }] };
    const person = recipient(
      [overdue(), reason('weekly-review', { subject: 'review', aboutOn: '2026-11-23' })],
      { calendar },
    );
    expect(decide(person, '2026-11-25T09:00').message).toBeNull();
    expect(decide(person, '2026-11-25T09:15').message).toMatchObject({
      kind: 'welcome-back',
      lines: { length: 2 },
    });
  });
});

describe('the budget', () => {
  it('allows three messages in any seven days, whatever they are about', () => {
    const sentBefore = [at('2026-11-16T10:00'), at('2026-11-17T10:00'), at('2026-11-18T10:00')];
    const person = recipient([overdue()], { sentBefore });
    expect(decide(person, '2026-11-20T10:00').waiting[0]?.why).toBe('budget');
    expect(decide(person, '2026-11-20T10:00').next).toEqual(at('2026-11-23T10:00'));
  });

  it('is one message a week for whoever asked for fewer', () => {
    const preferences = { perWeek: 1, pausedUntil: null };
    const person = recipient([overdue()], { sentBefore: [at('2026-11-18T10:00')], preferences });
    expect(decide(person, '2026-11-20T10:00').waiting[0]?.why).toBe('budget');
  });

  it('cannot be raised by a preference', () => {
    const sentBefore = [at('2026-11-16T10:00'), at('2026-11-17T10:00'), at('2026-11-18T10:00')];
    const person = recipient([overdue()], { sentBefore, preferences: { perWeek: 7, pausedUntil: null } });
    expect(decide(person, '2026-11-20T10:00').message).toBeNull();
  });

  it('leaves twenty hours between two messages, and never sends two on one day', () => {
    const person = recipient([overdue()], { sentBefore: [at('2026-11-19T15:50')] });
    expect(decide(person, '2026-11-19T15:55').waiting[0]?.why).toBe('one-a-day');
    expect(decide(person, '2026-11-20T09:00').waiting[0]?.why).toBe('too-soon');
    expect(decide(person, '2026-11-20T13:30').message).not.toBeNull();
  });

  it('sends nothing during a pause', () => {
    const preferences = { perWeek: null, pausedUntil: at('2026-11-27T12:00') };
    const person = recipient([overdue()], { preferences });
    expect(decide(person, '2026-11-20T10:00').waiting[0]?.why).toBe('paused');
    expect(decide(person, '2026-11-20T10:00').next).toEqual(at('2026-11-27T13:30'));
  });
});

describe('what a message says', () => {
  it('is at most three things, most urgent first', () => {
    const [late, asked, soon, calm] = [
      overdue(),
      reason('reminder', { category: 'B' }),
      reason('expiring', { category: 'C', aboutOn: '2026-11-26' }),
      reason('milestone'),
    ];
    const { message, waiting } = decide(recipient([calm, soon, asked, late]), '2026-11-20T10:00');
    expect(message).toEqual({ kind: 'digest', lines: [late.id, asked.id, soon.id], covered: [] });
    expect(waiting).toEqual([{ nudgeId: calm.id, why: 'no-room' }]);
  });

  it('names a licence once, however many reasons there are', () => {
    const late = overdue();
    const asked = reason('reminder', { category: 'A' });
    expect(decide(recipient([asked, late]), '2026-11-20T10:00').message).toEqual({
      kind: 'single',
      lines: [late.id],
      covered: [asked.id],
    });
  });

  it('leaves out what is no longer true', () => {
    const past = reason('due-soon', { category: 'A', aboutOn: '2026-11-18' });
    const week = reason('weekly-review', { subject: 'review', aboutOn: '2026-11-09' });
    expect(decide(recipient([past, week]), '2026-11-20T10:00')).toEqual({
      message: null,
      waiting: [],
      over: [past.id, week.id],
      next: null,
    });
  });
});

describe('the forecast', () => {
  it('spreads four urgent things over the budget, and adds what is still to come', () => {
    const urgent = ['B', 'C', 'D', 'E'].map((category) =>
      reason('overdue', { category, aboutOn: '2026-11-18' }),
    );
    const coming = reason('due-soon', {
      category: 'F',
      aboutOn: '2026-12-01',
      collectedAt: at('2026-11-24T06:00'),
    });
    const told = foretell(
      recipient(urgent),
      [coming],
      at('2026-11-20T08:00'),
      at('2026-12-04T08:00'),
      DEFAULT_RULES,
    );
    expect(told.map(({ at: moment, message }) => [moment, message.lines.length])).toEqual([
      [at('2026-11-20T09:00'), 3],
      [at('2026-11-23T09:15'), 1],
      [at('2026-11-24T09:00'), 1],
    ]);
  });
});

describe('an invitation to a survey', () => {
  const survey = () => reason('survey', { subject: 'survey:1', aboutOn: '2026-12-04' });
  const calm = () => reason('required', { category: 'A', aboutOn: '2027-02-26' });

  it('goes alone, and gives way to whatever else may be told that day', () => {
    const [asked, late] = [survey(), overdue()];
    const message = decide(recipient([asked, late]), '2026-11-20T10:00').message;
    expect(message?.lines).toEqual([late.id]);
    expect(decide(recipient([asked]), '2026-11-20T10:00').message?.lines).toEqual([asked.id]);
  });

  it('takes no reason along that waits for the digest, and waits itself while the digest goes out', () => {
    const [asked, waiting] = [survey(), calm()];
    expect(decide(recipient([asked, waiting]), '2026-11-20T10:00').message?.lines).toEqual([asked.id]);
    expect(decide(recipient([asked, waiting]), '2026-11-23T09:15').message?.lines).toEqual([waiting.id]);
  });

  it('is over when the survey is closed', () => {
    expect(decide(recipient([survey()]), '2026-12-07T10:00').message).toBeNull();
  });
});

describe('windows', () => {
  it('are refused when they overlap or end before they start', () => {
    expect(() => parseWindows('09:00-11:00,10:30-12:00')).toThrow('overlap');
    expect(() => parseWindows('11:00-09:00')).toThrow('end too early');
    expect(() => parseWindows('9-11')).toThrow('not a list of windows');
  });
});
