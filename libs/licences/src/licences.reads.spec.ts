import { setStrictWords } from '#ui';
import { rows } from '#kernel';
import { licenceFilter, registerFilter } from './licences.schemas.js';
import { type Desk, openDesk } from './testing/desk.js';
import { actorFor } from './testing/people.js';

let desk: Desk;
beforeAll(() => setStrictWords(true));
beforeEach(async () => (desk = await openDesk({ months: 12 })));
afterEach(() => desk.close());

const idOf = async (personId: string): Promise<string> => (await desk.standing(personId))?.licenceId ?? '';
/** Chaima reports to Anna. */
const report = async (): Promise<void> => {
  await rows(
    desk.db.read,
    `WITH place AS (INSERT INTO site (name, zone, country, told_until) VALUES ('Amsterdam', 'Europe/Amsterdam', 'NL', '2026-01-01') RETURNING id),
       unit AS (INSERT INTO team (code, name, path) VALUES ('FIN', 'Finance', '/FIN/') RETURNING id),
       hired AS (INSERT INTO employment (person_id, valid) VALUES ($1, '[2020-01-01,)') RETURNING id)
     INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, manager_id, working_days, night_shift)
     SELECT $1, hired.id, 1, '[2020-01-01,)', 'Medewerker', unit.id, place.id, $2, '{1,2,3,4,5}', false FROM place, unit, hired`,
    [desk.people.chaima, desk.people.anna],
  );
};

describe('who sees which licence', () => {
  it('is the holder and HR; a colleague is refused', async () => {
    await desk.pass(desk.people.chaima);
    const id = await idOf(desk.people.chaima);
    expect(await desk.reads.card(actorFor(desk.people.chaima), id)).toMatchObject({ mayShare: true });
    expect(await desk.reads.card(desk.hr, id)).toMatchObject({ mayShare: false, mayDecide: true });
    await expect(desk.reads.card(actorFor(desk.people.emilia), id)).rejects.toMatchObject({ status: 403 });
    await expect(desk.reads.show(actorFor(desk.people.chaima), id)).rejects.toMatchObject({ status: 403 });
    await expect(desk.reads.get(desk.hr, desk.people.chaima)).rejects.toMatchObject({ status: 404 });
  });

  it('lists own licences by default, and all of them for HR only', async () => {
    await desk.pass(desk.people.chaima);
    await desk.pass(desk.people.emilia);
    const chaima = actorFor(desk.people.chaima);
    const own = await desk.reads.list(chaima, licenceFilter.parse({}));
    expect(own.items.map(({ personId }) => personId)).toEqual([desk.people.chaima]);
    const all = licenceFilter.parse({ of: 'all' });
    await expect(desk.reads.list(chaima, all)).rejects.toMatchObject({ status: 403 });
    expect((await desk.reads.list(desk.hr, all)).items).toHaveLength(2);
  });

  it('gives a manager states and dates of reports, no numbers, and of nobody else', async () => {
    await report();
    await desk.pass(desk.people.chaima);
    await desk.pass(desk.people.emilia);
    const filter = licenceFilter.parse({ of: 'reports' });
    const anna = actorFor(desk.people.anna, { isManager: true });
    const { items } = await desk.reads.list(anna, filter);
    expect(items).toEqual([
      expect.objectContaining({
        personId: desk.people.chaima,
        state: 'valid',
        validUntil: '2027-11-21',
        number: null,
      }),
    ]);
    await expect(desk.reads.list(actorFor(desk.people.emilia), filter)).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe("HR's register", () => {
  it('filters and pages by number', async () => {
    for (const person of ['chaima', 'emilia', 'giovanni'] as const) await desk.pass(desk.people[person]);
    await desk.licences.suspend(desk.hr, await idOf(desk.people.emilia), { reason: 'x' });
    const numbers = async (query: object): Promise<unknown[]> =>
      (await desk.reads.register(desk.hr, registerFilter.parse(query))).items.map((row) => row['number']);
    expect(await numbers({ state: 'valid' })).toEqual(['DNV-A-2026-000001', 'DNV-A-2026-000003']);
    expect(await numbers({ person: '1005' })).toEqual(['DNV-A-2026-000002']);
    expect(await numbers({ until: '2027-11-20' })).toEqual([]);
    expect(await numbers({ category: 'B', state: '', until: '' })).toEqual([]);
    const first = await desk.reads.register(desk.hr, registerFilter.parse({ limit: 2 }));
    expect(first.items).toHaveLength(2);
    expect(await numbers({ limit: 2, after: first.next })).toEqual(['DNV-A-2026-000003']);
  });
});

describe('the wallet', () => {
  it('shows what is held, until when and the way to renew, in the language of the reader', async () => {
    await desk.pass(desk.people.chaima);
    desk.clock.set('2027-11-14T09:00:00Z');
    await desk.sweep();
    const wallet = await desk.reads.wallet(actorFor(desk.people.chaima, { language: 'en' }));
    expect(wallet).toMatchObject({
      licences: [
        {
          heading: 'A · Basics',
          stateLabel: 'Time to renew',
          line: 'Expires in 7 days, on 21 Nov 2027.',
          examHref: '/exams/A',
        },
      ],
      others: [{ heading: 'B · Basics', examHref: '/exams/B' }],
      mayDecide: false,
    });
    const [licence] = wallet['licences'] as { sentences: string[] }[];
    expect(licence?.sentences).toContain(
      'Valid up to and including 21 Nov 2027: 12 months after the exam of 21 Nov 2026.',
    );
  });

  it('offers an expired licence a way on, never a dead end', async () => {
    await desk.pass(desk.people.chaima);
    desk.clock.set('2028-06-01T09:00:00Z');
    await desk.sweep();
    const wallet = await desk.reads.wallet(actorFor(desk.people.chaima));
    expect(wallet).toMatchObject({ licences: [{ stateLabel: 'Verlopen', examHref: '/exams/A' }] });
  });
});
