import { Temporal } from 'temporal-polyfill';
import { CatalogueService } from '#catalogue';
import { one, Registry, rows, systemActor } from '#kernel';
import { verifyLedger } from '#licences';
import { ImportsService } from '#people';
import { SessionsService } from '#sessions';
import { AnswerSheet } from '../support/answers.js';
import { testApp, type TestApp } from '../support/app.js';
import { CAST_NUMBERS, type CastName, THE_DOZEN } from '../support/cast.js';
import { shippedContent } from '../support/content.js';
import { demoFile } from './hr-file.js';
import { Learner } from './learner.js';
import { LEFT_OUT, TimeMachine } from './time-machine.js';
import { atBadMoments, localDay, tooMany, yearBook } from './year-book.js';

/** Emília's team leader, the second person in Lisbon. */
const RUI = '1028';

/**
 * Fourteen months with the cast, day by day, from Monday 4 January 2027 to Monday 6 March 2028: over both nights on
 * which the clocks change, and over 29 February. A licence holds nine months here, so that it is earned, renewed and
 * lost within the story.
 */
describe('a year passes', () => {
  let house: TestApp;
  let time: TimeMachine;
  let sheet: AnswerSheet;

  beforeAll(async () => {
    house = await testApp({ at: '2027-01-04T07:00:00Z', demo: false });
    const content = await shippedContent();
    await house.app.get(CatalogueService).publish(systemActor('specs'), {
      ...content,
      categories: content.categories.map((category) => ({
        ...category,
        valid: {
          ...category.valid,
          rule: 'from-previous-expiry' as const,
          months: 9,
          windowDays: 60,
          graceDays: 30,
        },
      })),
    });
    const bytes = demoFile('demo-nv.csv')
      .only([...THE_DOZEN, RUI])
      .toBytes();
    await house.app
      .get(ImportsService)
      .importFile({ bytes, fileName: 'cast.csv', source: 'HR', actor: systemActor('specs'), dryRun: false });
    await house.drain();
    const anna = await house.idOf('anna');
    await house.db.transaction((tx) =>
      house.app.get(SessionsService).grant(tx, systemActor('specs'), anna, 'hr'),
    );
    sheet = await AnswerSheet.load();
    time = new TimeMachine(house);
  }, 240_000);
  afterAll(() => house?.close());

  const publish = async (title: string, rule: unknown, due: unknown): Promise<void> => {
    const call = await house.api('anna');
    const made = await call('post', '/api/v1/policies').send({
      title: { nl: title, en: title },
      category: 'A',
      rule,
      due,
    });
    expect(made.status).toBe(201);
    await call('post', `/api/v1/policies/${(made.body as { id: string }).id}/publication`)
      .send({})
      .expect(200);
    await house.drain();
  };
  const passExam = async (name: CastName): Promise<void> => {
    const learner = await Learner.signIn(house, name, sheet);
    await learner.visitor.open('/exams/A');
    const result = await learner.takeExam(() => true);
    expect(result.text).toMatch(/Je bent geslaagd|You passed|You have passed/);
  };
  const { asked, licenceOf, told, sent, changesOf } = yearBook(() => house);

  it('runs every schedule that a year is made of', () => {
    const all = [...house.app.get(Registry).schedules.keys()];
    // A new schedule has to be put in one of the two lists.
    expect([...time.names].sort()).toEqual([
      'attempts.weekly-review',
      'licences.check-ledger',
      'licences.find-expiring',
      'licences.prompt-upkeep',
      'licences.sweep',
      'nudges.bundle',
      'people.daily',
      'policies.evaluate',
      'policies.remind',
      'policies.verify',
    ]);
    expect([...time.names, ...LEFT_OUT].sort()).toEqual(all.sort());
  });

  it('January: Finance gets twenty own working days, counted for each by their own week', async () => {
    await publish('Finance werkt veilig', { team: { code: 'FIN', below: true } }, { afterJoining: 20 });
    // Full-time: four whole weeks. Monday to Wednesday: the twentieth is a Tuesday in February.
    expect(await asked(CAST_NUMBERS.chaima)).toEqual({ state: 'open', due_on: '2027-01-29' });
    expect(await asked(CAST_NUMBERS.bram)).toEqual({ state: 'open', due_on: '2027-01-29' });
    expect(await asked(CAST_NUMBERS.daan)).toEqual({ state: 'open', due_on: '2027-02-16' });
    // On leave until 28 February; then Monday, Tuesday, Thursday and Friday, and Easter Monday is a holiday.
    expect(await asked(CAST_NUMBERS.femke)).toEqual({ state: 'open', due_on: '2027-04-05' });
    expect(await asked(CAST_NUMBERS.anna)).toBeUndefined();

    await time.until('2027-01-31T22:30:00Z');
    // Sunday, half past eleven at night, two days late.
    await passExam('chaima');
    expect(await licenceOf('chaima')).toMatchObject({ state: 'valid', valid_until: '2027-10-31' });
    // An hour later it is Monday in Amsterdam, and still Sunday where Emília lives.
    await time.until('2027-01-31T23:30:00Z');
    await passExam('emilia');
    expect(await licenceOf('emilia')).toMatchObject({ valid_until: '2027-10-31' });
  }, 240_000);

  it('told Chaima in good time, and never that she was late: she had acted before Monday', async () => {
    await time.until('2027-02-02T12:00:00Z');
    const reasons = await told(CAST_NUMBERS.chaima);
    const told30 = reasons
      .filter(({ purpose }) => purpose === 'required' || purpose === 'due-soon')
      .map(({ purpose, sent, zone }) => [purpose, sent && localDay(sent, zone).toPlainDate().toString()]);
    expect(told30).toEqual([
      ['required', '2027-01-04'],
      ['due-soon', '2027-01-22'],
      ['due-soon', '2027-01-28'],
    ]);
    const late = reasons.find(({ purpose }) => purpose === 'overdue');
    // Late from the first hour of Saturday on; nothing goes out at the weekend.
    expect(late?.collected.toISOString()).toBe('2027-01-29T23:10:00.000Z');
    expect(late?.sent).toBeNull();
    // Bram did not act, and heard it on Monday.
    const bram = (await told(CAST_NUMBERS.bram)).find(({ purpose }) => purpose === 'overdue');
    expect(bram?.sent && localDay(bram.sent, bram.zone).toPlainDate().toString()).toBe('2027-02-01');
  }, 240_000);

  it('February: a manager who reminds every day is heard once a week', async () => {
    // Chaima practises a round, of which something comes back every week from now on.
    const chaima = await Learner.signIn(house, 'chaima', sheet);
    await chaima.practise('ph.links');
    for (const day of ['2027-02-08', '2027-02-09', '2027-02-10']) {
      await time.until(`${day}T07:00:00Z`);
      const call = await house.api('bram');
      await call('post', '/api/v1/team/reminders').send({
        items: [{ personId: await house.idOf('daan'), category: 'A' }],
      });
      await house.drain();
    }
    await time.until('2027-02-17T12:00:00Z');
    const daan = await told(CAST_NUMBERS.daan);
    expect(daan.filter(({ purpose }) => purpose === 'reminder')).toHaveLength(1);
    const late = daan.find(({ purpose }) => purpose === 'overdue');
    expect(late?.collected.toISOString()).toBe('2027-02-16T23:10:00.000Z');
    expect(late?.sent && localDay(late.sent, late.zone).toPlainDate().toString()).toBe('2027-02-17');
  }, 240_000);

  it('until the first day of March Femke hears nothing at all; then one message welcomes her back', async () => {
    await publish(
      'Lissabon en HR voor Pasen',
      { any: [{ site: ['Lissabon'] }, { team: { code: 'HRM', below: true } }] },
      { by: '2027-03-28', newcomers: 20 },
    );
    await time.until('2027-02-28T22:00:00Z');
    expect((await told(CAST_NUMBERS.femke)).filter(({ sent }) => sent)).toEqual([]);
    await time.until('2027-03-01T12:00:00Z');
    const first = (await told(CAST_NUMBERS.femke)).filter(({ sent }) => sent);
    expect(first.map(({ sent, zone }) => localDay(sent!, zone).toPlainDate().toString())).toEqual(
      first.map(() => '2027-03-01'),
    );
    expect(new Set(first.map(({ messageId }) => messageId)).size).toBe(1);
    expect(
      await rows(house.db.read, `SELECT kind FROM message WHERE id = $1`, [first[0]?.messageId]),
    ).toEqual([{ kind: 'welcome-back' }]);
  }, 240_000);

  it('the short night of 28 March: a day ends an hour apart in Amsterdam and Lisbon', async () => {
    await time.until('2027-03-28T21:50:00Z');
    // Ten to midnight: still the due day, which had twenty-three hours.
    await passExam('karim');
    await time.until('2027-03-30T12:00:00Z');
    const late = async (number: string) =>
      (await told(number)).find(({ purpose }) => purpose === 'overdue')?.collected.toISOString();
    expect(await late(CAST_NUMBERS.anna)).toBe('2027-03-28T22:10:00.000Z');
    expect(await late(CAST_NUMBERS.jolanda)).toBe('2027-03-28T22:10:00.000Z');
    expect(await late(RUI)).toBe('2027-03-28T23:10:00.000Z');
    expect(await late(CAST_NUMBERS.karim)).toBeUndefined();
    expect(await late(CAST_NUMBERS.emilia)).toBeUndefined();
    expect(await licenceOf('karim')).toMatchObject({ valid_until: '2027-12-28' });
  }, 240_000);

  it('every week Chaima hears once that something waits to be repeated', async () => {
    const weekly = (await told(CAST_NUMBERS.chaima)).filter(
      ({ purpose, sent }) => purpose === 'weekly-review' && sent,
    );
    expect(weekly.length).toBeGreaterThan(3);
    expect(weekly.map(({ sent, zone }) => localDay(sent!, zone).dayOfWeek).every((day) => day <= 2)).toBe(
      true,
    );
    expect(new Set(weekly.map(({ about }) => about)).size).toBe(weekly.length);
  });

  it('spring and summer: Bram passes late; his nine months end on 29 February', async () => {
    await time.until('2027-05-29T10:00:00Z');
    await passExam('bram');
    expect(await licenceOf('bram')).toMatchObject({ valid_until: '2028-02-29' });
    await time.until('2027-09-06T07:00:00Z');
    expect(await licenceOf('chaima')).toMatchObject({ state: 'renewal', valid_until: '2027-10-31' });
    await publish(
      'Logistiek voor november',
      { team: { code: 'OPS-LOG-NL', below: true } },
      { by: '2027-10-31', newcomers: 20 },
    );
  }, 240_000);

  it('October: Chaima renews in the window and loses no day; Emília lets it go', async () => {
    await time.until('2027-10-11T09:00:00Z');
    await passExam('chaima');
    expect(await licenceOf('chaima')).toMatchObject({ state: 'valid', valid_until: '2028-07-31' });
    const expiring = (number: string) =>
      told(number).then((all) =>
        all
          .filter(({ purpose }) => purpose === 'expiring')
          .map(({ collected, zone }) => localDay(collected, zone).toPlainDate().toString()),
      );
    await time.until('2027-10-31T23:30:00Z');
    expect(await expiring(CAST_NUMBERS.chaima)).toEqual(['2027-10-01']);
    expect(await expiring(CAST_NUMBERS.emilia)).toEqual(['2027-10-01', '2027-10-24', '2027-10-30']);
    // Half past eleven at night in Lisbon on the last day, which had twenty-five hours.
    const stranger = await house.visit();
    const url = `/v/${(await licenceOf('emilia'))!.code}?lang=en`;
    expect((await stranger.open(url)).html).toContain('<h1>Valid</h1>');
    await time.until('2027-11-01T00:15:00Z');
    expect((await stranger.open(url)).html).not.toContain('<h1>Valid</h1>');
  }, 240_000);

  it('the long night of 31 October: each licence and each due day ends when the day ends where its owner lives', async () => {
    await time.until('2027-12-02T12:00:00Z');
    expect(await changesOf('emilia')).toEqual([
      ['granted', '2027-01-31T23:30'],
      // Sixty days before the last one; Lisbon keeps summer time then.
      ['renewal-opened', '2027-08-31T23:02'],
      ['grace-started', '2027-11-01T00:02'],
      ['expired', '2027-12-01T00:02'],
    ]);
    const late = async (number: string) =>
      (await told(number)).find(({ purpose }) => purpose === 'overdue')?.collected.toISOString();
    expect(await late(CAST_NUMBERS.ivo)).toBe('2027-10-31T23:10:00.000Z');
    // Hanneke works at night: the night that began on her last day is over at noon.
    expect(await late(CAST_NUMBERS.hanneke)).toBe('2027-11-01T11:10:00.000Z');
    // It is asked of her anew: twenty working days, without 1 and 8 December, which are holidays in Portugal only.
    expect(await asked(CAST_NUMBERS.emilia)).toEqual({ state: 'open', due_on: '2027-12-30' });
  }, 240_000);

  it('January: Karim renews in his days of grace, and his new term follows on the old one', async () => {
    await time.until('2028-01-10T09:00:00Z');
    expect(await licenceOf('karim')).toMatchObject({ state: 'grace' });
    await passExam('karim');
    expect(await licenceOf('karim')).toMatchObject({ state: 'valid', valid_until: '2028-09-28' });
    await publish(
      'Iedereen in ICT en op Curaçao',
      { any: [{ team: { code: 'ICT', below: true } }, { site: ['Willemstad'] }] },
      { by: '2028-02-29', newcomers: 20 },
    );
    expect(await asked(CAST_NUMBERS.lotte)).toEqual({ state: 'open', due_on: '2028-02-29' });
    expect(await asked(CAST_NUMBERS.giovanni)).toEqual({ state: 'open', due_on: '2028-02-29' });
  }, 240_000);

  it('29 February 2028 is a day like any other: told before it, late after it, and five hours later in Curaçao', async () => {
    await time.until('2028-03-06T12:00:00Z');
    for (const [number, late] of [
      [CAST_NUMBERS.lotte, '2028-02-29T23:10:00.000Z'],
      [CAST_NUMBERS.giovanni, '2028-03-01T04:10:00.000Z'],
    ] as const) {
      const reasons = await told(number);
      expect(
        reasons
          .filter(({ purpose }) => purpose === 'due-soon')
          .map(({ collected, zone }) => localDay(collected, zone).toPlainDate().toString()),
      ).toEqual(['2028-01-30', '2028-02-22', '2028-02-28']);
      expect(reasons.find(({ purpose }) => purpose === 'overdue')?.collected.toISOString()).toBe(late);
    }
    expect((await changesOf('bram')).slice(-2)).toEqual([
      ['renewal-opened', '2027-12-30T23:02'],
      ['grace-started', '2028-02-29T23:02'],
    ]);
  }, 240_000);

  describe('of all fourteen months it is true that', () => {
    it('there was plenty to tell, to everybody concerned', async () => {
      const messages = await sent();
      expect(messages.length).toBeGreaterThan(40);
      expect(new Set(messages.map(({ number }) => number)).size).toBe(13);
      expect(time.runs).toBeGreaterThan(4000);
    });

    it('nobody got more than three messages in any seven days, nor two on one day', async () => {
      expect(tooMany(await sent(), 3)).toEqual([]);
      // The count is worth something: a budget of one would have been broken.
      expect(tooMany(await sent(), 1)).not.toEqual([]);
    });

    it('each message came on a working day of that person, in their own office hours or at the start of their shift', async () => {
      expect(atBadMoments(await sent())).toEqual([]);
    });

    it('nothing was sent twice: no mail, no reason, no stage of a day', async () => {
      const twice = await rows(
        house.db.read,
        `SELECT person_id, purpose, subject, about_on, array_agg(period) FROM nudge WHERE state = 'sent' AND purpose NOT IN ('due-soon', 'expiring', 'reminder', 'weekly-review', 'exam-available')
         GROUP BY person_id, purpose, subject, about_on HAVING count(*) > 1`,
      );
      expect(twice).toEqual([]);
      const stages = await rows(
        house.db.read,
        `SELECT person_id, subject, about_on FROM nudge WHERE purpose IN ('due-soon', 'expiring') GROUP BY person_id, subject, about_on, purpose HAVING count(*) > 3`,
      );
      expect(stages).toEqual([]);
      const mails = await rows<{ sent_to: string; text: string; n: number }>(
        house.db.read,
        `SELECT sent_to, text, count(*)::int AS n FROM mail_message GROUP BY sent_to, text, sent_at::date HAVING count(*) > 1`,
      );
      expect(mails).toEqual([]);
      const messages = (await sent()).filter(({ number }) => number !== CAST_NUMBERS.hanneke);
      const count = await one<{ n: number }>(house.db.read, 'SELECT count(*)::int AS n FROM mail_message');
      // Everybody but Hanneke has an address, and each message left as exactly one mail.
      expect(count?.n).toBe(messages.length);
    });

    it('each reason came on its day: thirty, seven and one days before, and in the first hour after', async () => {
      const faults: string[] = [];
      for (const { number, purpose, about, collected, zone } of await told()) {
        if (about === null || !['due-soon', 'overdue', 'expiring'].includes(purpose)) continue;
        const local = localDay(collected, zone);
        const left = local.toPlainDate().until(Temporal.PlainDate.from(about), { largestUnit: 'days' }).days;
        const end = number === CAST_NUMBERS.hanneke ? 12 : 0;
        const right = purpose === 'overdue' ? left === -1 && local.hour === end : [30, 7, 1].includes(left);
        if (!right) faults.push(`${number} ${purpose} about ${about} at ${local.toString()}`);
      }
      expect(faults).toEqual([]);
    });

    it('the ledger replays to exactly what there is', async () => {
      const report = await house.db.transaction((tx) => verifyLedger(tx));
      expect(report.faults).toEqual([]);
    });

    it('no work failed', async () => {
      expect(await rows(house.db.read, 'SELECT name, reason FROM job_failure')).toEqual([]);
      expect(await rows(house.db.read, 'SELECT 1 FROM outbox WHERE published_at IS NULL')).toEqual([]);
    });
  });
});
