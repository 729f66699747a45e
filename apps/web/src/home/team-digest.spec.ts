import { Temporal } from 'temporal-polyfill';
import { type Actor, one, rows, systemActor } from '#kernel';
import { testApp, type TestApp } from '../../../../test/support/app.js';
import { seeded } from '../../../../test/support/random.js';
import { DigestsService } from '#digests';
import { PeopleService } from '#people';
import { cellOfMember, hasSomethingDue, isInOrder, type Member, needsYouToday, summarise } from './team.js';
import { type TeamPage, TeamService } from './team.service.js';

const TODAY = Temporal.PlainDate.from('2026-11-24');
const day = (days: number): string => TODAY.add({ days }).toString();
const SURNAMES = ['de Wit', 'Éltető', 'Zwart', "O'Brien", 'Aalbers', 'aalbers', 'Ñuñez', 'Mulder-Smit', 'El'];
/** Between them lie 25 hours: on this moment some have a day other than their leader's. */
const ZONES = ['Europe/Amsterdam', 'America/Curacao', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];
/** The second is in no catalogue any more. */
const CATEGORIES = ['A', 'Z'];
const DUE = [null, -30, -3, -2, -1, 0, 1, 2, 6, 7, 8, 9, 10, 29, 30, 31, 32, 33, 90];
const ENDS = [-40, -1, 0, 1, 7, 8, 29, 30, 31, 45, 200];
const STATES = ['permit', 'valid', 'valid', 'valid', 'renewal', 'grace', 'expired', 'suspended', 'revoked'];

describe('what a team’s page counts in the database', () => {
  let house: TestApp;
  let team: TeamService;
  let digests: DigestsService;
  let policies: string[];
  let lines = 0;
  beforeAll(async () => {
    // Tuesday where the leader is; still Monday in Willemstad.
    house = await testApp({ at: '2026-11-24T02:30:00Z' });
    team = house.app.get(TeamService);
    digests = house.app.get(DigestsService);
    policies = [];
    for (const state of ['published', 'published', 'paused'])
      policies.push(
        (
          await rows<{ id: string }>(
            house.db.read,
            `INSERT INTO policy (state, version, draft, created_at, changed_at) VALUES ($1, 1, '{}', now(), now()) RETURNING id`,
            [state],
          )
        )[0]!.id,
      );
  }, 180_000);
  afterAll(() => house?.close());

  /** Somebody who works here under a leader. */
  async function hire(random: () => number, leader: string | null): Promise<string> {
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const name = { given: `P${Math.floor(random() * 9)}`, family: pick(SURNAMES) };
    const added = await one<{ id: string }>(
      house.db.read,
      `WITH p AS (INSERT INTO person (number, given_name, family_name, display_name, sort_name, language, zone, created_at)
         VALUES ('S' || $1::text, $2, $3, $2 || ' ' || $3, lower($3), 'nl', $4, '2020-01-01') RETURNING id),
       e AS (INSERT INTO employment (person_id, valid) SELECT id, daterange('2020-01-01', NULL) FROM p RETURNING id, person_id)
       INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, manager_id, weekly_hours, working_days, night_shift)
       SELECT e.person_id, e.id, 1, daterange('2020-01-01', NULL), 'Medewerker', (SELECT min(id::text)::uuid FROM team), (SELECT min(id::text)::uuid FROM site),
              $5, 36, '{1,2,3,4,5}', false FROM e RETURNING person_id AS id`,
      [Math.floor(random() * 1e9), name.given, name.family, pick(ZONES), leader],
    );
    const { id } = added!;
    for (const category of CATEGORIES) await give(random, id, category);
    if (random() < 0.1)
      await rows(
        house.db.read,
        `INSERT INTO absence (person_id, type, valid) VALUES ($1, 'sick', daterange($2, NULL))`,
        [id, day(-9)],
      );
    return id;
  }

  /** Perhaps a licence, perhaps one that ended before it, and what policies ask. */
  async function give(random: () => number, personId: string, category: string): Promise<void> {
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const licence = async (state: string): Promise<void> => {
      const ends = pick(ENDS);
      const hasEnded = ['expired', 'revoked'].includes(state);
      await rows(
        house.db.read,
        `INSERT INTO licence (person_id, category, number, state, issued_on, valid_from, valid_until, grace_until, periods, ended_on, last_seq)
         VALUES ($1, $2, $3, $4, '2025-01-01', '2025-01-01', $5, $6, 1, $7, $8)`,
        [
          personId,
          category,
          `S-${lines}`,
          state,
          day(ends),
          day(ends + 30),
          hasEnded ? day(ends) : null,
          (lines += 1),
        ],
      );
    };
    if (random() < 0.2) await licence('expired');
    if (random() < 0.6) await licence(pick(STATES));
    for (const policy of policies)
      if (random() < 0.45) {
        const state = pick(['open', 'open', 'open', 'satisfied', 'ended']);
        const due = pick(DUE);
        await rows(
          house.db.read,
          `INSERT INTO requirement (policy_id, version, person_id, category, state, joined_on, due_on, explanation, created_at, night_shift, ended_on)
           VALUES ($1, 1, $2, $3, $4, '2026-01-01', $5, '{}', '2026-01-01', $6, $7)`,
          [
            policy,
            personId,
            category,
            state,
            due === null ? null : day(due),
            random() < 0.3,
            state === 'ended' ? day(-1) : null,
          ],
        );
      }
  }

  /** A leader with eight people, two of whom lead three more each. */
  async function leaderOf(seed: number): Promise<Actor> {
    const random = seeded(seed);
    const personId = await hire(random, null);
    for (let n = 0; n < 8; n += 1) {
      const id = await hire(random, personId);
      for (let below = 0; n < 2 && below < 3; below += 1) await hire(random, id);
    }
    const actor = { ...systemActor('specs'), kind: 'person' as const, personId, isManager: true };
    return { ...actor, language: 'nl', zone: 'Europe/Amsterdam' };
  }

  async function allPages(actor: Actor, view: TeamPage['view'], limit: number): Promise<TeamPage[]> {
    const pages = [await team.show(actor, { view, limit })];
    for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
      pages.push(await team.show(actor, { view, limit, after: next }));
    return pages;
  }

  /** Something that happens to the people of one leader, as the libs that own the tables write it. */
  async function happen(random: () => number, leaderId: string): Promise<void> {
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    const run = (text: string, values: unknown[] = []): Promise<unknown> => rows(house.db.read, text, values);
    const below = await rows<{ id: string }>(
      house.db.read,
      'SELECT person_id AS id FROM people_below($1, $2, true) ORDER BY 1',
      [leaderId, TODAY.toString()],
    );
    const [one, other] = [pick(below).id, pick(below).id];
    const what: Record<string, () => Promise<unknown>> = {
      hired: () => hire(random, pick([leaderId, one])),
      'changes leader': () =>
        run('UPDATE placement SET manager_id = $2 WHERE person_id = $1', [one, pick([leaderId, other])]),
      'has no leader any more': () =>
        run('UPDATE placement SET manager_id = NULL WHERE person_id = $1', [one]),
      'gets a second job': () =>
        run(
          `INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, manager_id, weekly_hours, working_days, night_shift)
           SELECT person_id, employment_id, seat + 1, daterange($2, NULL), job, team_id, site_id, $3, 8, '{1}', false
           FROM placement WHERE person_id = $1 ORDER BY seat DESC LIMIT 1`,
          [one, day(pick([-3, 0, 1, 5])), pick([leaderId, other])],
        ),
      'loses a job': () =>
        run(
          'DELETE FROM placement WHERE id = (SELECT id FROM placement WHERE person_id = $1 ORDER BY id LIMIT 1)',
          [one],
        ),
      leaves: () =>
        run(
          'UPDATE placement SET valid = daterange(lower(valid), $2) WHERE person_id = $1 AND lower(valid) < $2',
          [one, day(pick([0, 1, 9]))],
        ),
      'is given a licence or asked something': async () => {
        await run('DELETE FROM licence WHERE person_id = $1', [one]);
        await run('DELETE FROM requirement WHERE person_id = $1', [one]);
        for (const category of CATEGORIES) await give(random, one, category);
      },
      'has a licence suspended': () =>
        run(`UPDATE licence SET state = 'suspended' WHERE person_id = $1 AND state = 'valid'`, [one]),
      'has a licence back': () =>
        run(`UPDATE licence SET state = 'valid' WHERE person_id = $1 AND state = 'suspended'`, [one]),
      'gets more time': () =>
        run('UPDATE requirement SET due_on = due_on + 20 WHERE person_id = $1 AND due_on IS NOT NULL', [one]),
      'meets what is asked': () =>
        run(`UPDATE requirement SET state = 'satisfied' WHERE person_id = $1 AND state = 'open'`, [one]),
      marries: () => run(`UPDATE person SET family_name = $2 WHERE id = $1`, [one, pick(SURNAMES)]),
      moves: () => run(`UPDATE person SET zone = $2 WHERE id = $1`, [one, pick(ZONES)]),
      'is stood in for': () =>
        run(
          `INSERT INTO deputy (manager_id, person_id, valid, appointed_at) VALUES ($1, $2, daterange($3, $4), now()) ON CONFLICT DO NOTHING`,
          [one, leaderId, day(-1), day(pick([1, 30]))],
        ),
      'policy paused or not': () =>
        run(
          `UPDATE policy SET state = CASE state WHEN 'paused' THEN 'published' ELSE 'paused' END WHERE id = $1`,
          [pick(policies)],
        ),
    };
    const name = pick(Object.keys(what));
    happened.set(name, (happened.get(name) ?? 0) + 1);
    await what[name]!();
  }
  const happened = new Map<string, number>();

  /** Everybody below with all their cells, asked of the libs that keep them, by family name. */
  async function membersOf({ personId }: Actor, depth: 'direct' | 'all', today: string): Promise<Member[]> {
    const ids = await house.app.get(PeopleService).listReports(house.db.read, personId!, today, depth);
    const found = await team.load(ids, today);
    return [...found.values()].sort(
      (a, b) => byName.compare(a.sortKey, b.sortKey) || (a.personId < b.personId ? -1 : 1),
    );
  }
  const byName = new Intl.Collator('nl');

  /** All that a page or a file shows of people. */
  const shownOf = (members: readonly Member[], codes: readonly string[]): unknown[] =>
    members.map(({ personId, name, team: at, awayUntil, ...held }) => ({
      ...{ personId, name, at, awayUntil },
      cells: codes.map((category) => cellOfMember(held, category, TODAY.toString())),
      isInOrder: isInOrder(held),
    }));

  /** Every view and every page of a leader, against the cells of everybody. */
  async function compare(actor: Actor, about: Record<string, unknown>): Promise<void> {
    for (const view of ['direct', 'all', 'due'] as const) {
      const file = await team.file(actor, view);
      const { categories, today } = file;
      const codes = categories.map(({ category }) => category);
      expect(codes).toContain('A');
      expect(codes).not.toContain('Z');
      const members = await membersOf(actor, view === 'direct' ? 'direct' : 'all', today);
      const summary = summarise(members, codes, today);
      const needs = needsYouToday(members, codes, today).map(({ member, category, cell }) => [
        member.personId,
        category,
        cell.state,
      ]);
      const listed =
        view === 'due' ? members.filter((member) => hasSomethingDue(member, codes, today)) : members;
      expect(shownOf(file.members, codes)).toEqual(shownOf(listed, codes));
      const pages = await allPages(actor, view, 5);
      for (const page of pages) {
        expect({ ...about, view, summary: page.summary }).toEqual({ ...about, view, summary });
        expect(
          page.needs.map(({ member, category, cell }) => [member.personId, category, cell.state]),
        ).toEqual(needs);
        expect(page.listed).toBe(listed.length);
      }
      expect(
        shownOf(
          pages.flatMap((page) => page.members),
          codes,
        ),
      ).toEqual(shownOf(listed, codes));
      seen.overdue += summary.overdue;
      seen.expiring += summary.expiringIn30Days;
      seen.inOrder += summary.inOrder;
      seen.needs += needs.length;
      seen.notDue += members.length - listed.length;
    }
  }
  const seen = { overdue: 0, expiring: 0, inOrder: 0, needs: 0, notDue: 0 };

  const now = () => house.clock.now();
  const nothingWrong = expect.objectContaining({ changed: 0 }) as unknown;

  it('is what the cells of everybody say, in every view and on every page', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const actor = await leaderOf(seed);
      await compare(actor, { seed, lines: 'none' });
      await digests.refresh(now(), false);
      await compare(actor, { seed, lines: 'all' });
    }
    // The company had some of everything, or this said nothing.
    expect(Object.values(seen).every((count) => count > 20)).toBe(true);
    expect(await digests.refresh(now(), false)).toEqual({ seen: 0, changed: 0, skipped: 0 });
  });

  it('stays so whatever happens, before and after lines are written', async () => {
    for (let seed = 101; seed <= 120; seed += 1) {
      const random = seeded(1000 + seed);
      const actor = await leaderOf(seed);
      for (let step = 1; step <= 12; step += 1) {
        for (let times = 0; times <= random() * 3; times += 1) await happen(random, actor.personId!);
        const isWritten = random() < 0.5;
        if (isWritten) await digests.refresh(now(), false);
        await compare(actor, { seed, step, isWritten });
        expect(await digests.check(now(), true)).toEqual(nothingWrong);
      }
    }
    expect([...happened.values()].every((times) => times > 10)).toBe(true);
  }, 120_000);

  it('misses nothing that is under way while lines are written, and nothing that was taken back', async () => {
    const actor = await leaderOf(300);
    await digests.refresh(now(), false);
    const below = await house.app
      .get(PeopleService)
      .listReports(house.db.read, actor.personId!, TODAY.toString(), 'all');
    /** Everybody is late, once `end` says that it stays so. */
    const makeLate = (since: number, began: () => void, end: Promise<unknown>): Promise<unknown> =>
      house.db.transaction(async (tx) => {
        await rows(
          tx,
          `UPDATE requirement SET due_on = $2, state = 'open' WHERE person_id = ANY ($1::uuid[]) AND state <> 'ended'`,
          [below, day(-since)],
        );
        began();
        await end;
      });
    for (const [index, kept] of [true, false].entries()) {
      let finish: (failure?: Error) => void = () => undefined;
      const end = new Promise<void>(
        (resolve, reject) => (finish = (failure) => (failure ? reject(failure) : resolve())),
      );
      let done: Promise<unknown> = end;
      await new Promise<void>((began) => {
        done = makeLate(5 + index, began, end);
      });
      // It is not to be seen yet, and a line written now is of before it.
      expect(await digests.refresh(now(), false)).toMatchObject({ seen: 0 });
      await compare(actor, { underWay: true, kept });
      finish(kept ? undefined : new Error('taken back'));
      await (kept ? done : expect(done).rejects.toThrow('taken back'));
      await compare(actor, { underWay: false, kept });
      const { seen: noted } = await digests.refresh(now(), false);
      expect(noted > 0).toBe(kept);
      await compare(actor, { written: true, kept });
      expect(await digests.check(now(), true)).toEqual(nothingWrong);
    }
  });

  it('finds a line that is wrong, says so, and mends it', async () => {
    await digests.refresh(now(), false);
    await rows(
      house.db.read,
      'UPDATE digest SET in_order = NOT in_order WHERE placement_id = (SELECT min(placement_id::text)::uuid FROM digest)',
    );
    expect(await digests.check(now(), false)).toMatchObject({
      changed: 1,
      notes: [expect.stringContaining('alarm')],
    });
    expect(
      await rows(house.db.read, `SELECT changes FROM audit_event WHERE action = 'digest.lines-differed'`),
    ).toEqual([{ changes: { wrong: 1 } }]);
    expect(await digests.refresh(now(), false)).toMatchObject({ seen: 1, changed: 1 });
    expect(await digests.check(now(), false)).toEqual(nothingWrong);
  });

  it('works lines out anew that speak of other categories, which is no fault', async () => {
    const actor = await leaderOf(301);
    await digests.refresh(now(), false);
    await rows(house.db.read, `UPDATE digest SET categories = 'others', suspended = NOT suspended`);
    await compare(actor, { categories: 'others' });
    expect(await digests.check(now(), false)).toEqual(nothingWrong);
    const { seen: people } = await digests.refresh(now(), false);
    expect(people).toBeGreaterThan(10);
    await compare(actor, { categories: 'written' });
  });

  it('begins at the first page when a link names no person', async () => {
    const actor = await leaderOf(99);
    const first = await team.show(actor, { view: 'all', limit: 5 });
    const odd = Buffer.from(JSON.stringify(['Zwart P1', 'nobody'])).toString('base64url');
    expect(await team.show(actor, { view: 'all', limit: 5, after: odd })).toEqual(first);
  });
});
