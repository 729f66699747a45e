import { AudiencesService } from '#audiences';
import {
  type Actor,
  FixedClock,
  one,
  parseConfig,
  Problem,
  Registry,
  rows,
  systemActor,
  type Tx,
} from '#kernel';
import { PeopleService } from '#people';
import { setStrictWords } from '#ui';
import { hire, makeCompany } from '../../audiences/src/testing/company.js';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { fillAnswers, lines, surveyOf } from './testing/surveys.js';
import { ActionsService } from './actions.service.js';
import { SurveysErasure } from './surveys.erasure.js';
import { SurveysReads } from './surveys.reads.js';
import { SurveysService } from './surveys.service.js';
import { TreatmentService } from './treatment.service.js';
import { turnSurveys } from './turn-surveys.js';

const HR: Actor = systemActor('spec');
let database: TestDatabase;
let clock: FixedClock;
let surveys: SurveysService;
let reads: SurveysReads;
let registry: Registry;
let audiences: AudiencesService;
const people: string[] = [];

const as = (personId: string, grants: Actor['grants'] = []): Actor => ({
  ...HR,
  kind: 'person',
  personId,
  grants,
});
const turn = () => turnSurveys({ db: database.db, audiences }, HR, clock.now(), false);
const state = async (id: string) => (await reads.get(HR, id)).state;
const sql = (text: string, values: readonly unknown[] = []) => rows(database.db.read, text, values);
const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'nothing was refused';
  } catch (error) {
    if (error instanceof Problem) return error.definition.type;
    return error instanceof Error ? error.message : String(error);
  }
};

beforeAll(async () => {
  setStrictWords(true);
  database = await testDatabase();
  const { db } = database;
  clock = new FixedClock('2026-11-23T09:00:00Z');
  registry = new Registry();
  audiences = new AudiencesService(new PeopleService(clock, parseConfig({})));
  surveys = new SurveysService(db, clock, audiences);
  reads = new SurveysReads(db, clock);
  new SurveysErasure(registry).onModuleInit();
  await db.transaction(async (tx: Tx) => {
    await makeCompany(tx);
    for (let i = 0; i < 24; i += 1) people.push(await hire(tx, { name: `Collega Nr${i}`, team: 'FIN' }));
    await rows(
      tx,
      `INSERT INTO absence (person_id, type, valid) VALUES ($1, 'parental', '[2026-11-01,2027-11-01)')`,
      [people[0]],
    );
  });
}, 60_000);
afterAll(() => database.close());

describe('a survey on its way', () => {
  let id = '';

  it('keeps its terms, threshold included, from the moment it is planned', async () => {
    id = await surveys.add(HR, surveyOf('2026-11-24', '2026-12-04', { questions: ['satisfied', 'improve'] }));
    await surveys.change(HR, id, {
      ...surveyOf('2026-11-24', '2026-12-04', { questions: ['satisfied', 'improve'] }),
      version: 1,
    });
    await surveys.plan(HR, id);
    expect(
      await refusal(surveys.change(HR, id, { ...surveyOf('2026-11-24', '2026-12-04'), version: 3 })),
    ).toBe('survey-in-another-state');
    await expect(sql('UPDATE survey SET smallest_group = 50 WHERE id = $1', [id])).rejects.toThrow(
      /never change/,
    );
    await expect(sql(`UPDATE survey SET state = 'draft' WHERE id = $1`, [id])).rejects.toThrow(
      /never change/,
    );
    await expect(sql('DELETE FROM survey WHERE id = $1', [id])).rejects.toThrow(/stays/);
  });

  it('takes a prediction of every question, and locks it when it opens', async () => {
    const nadia = as(people[1]!, ['it']);
    expect(await refusal(surveys.predict(as(people[2]!), id, { satisfied: 70 }))).toBe('forbidden');
    expect(await refusal(surveys.predict(nadia, id, { satisfied: 70, mood: 3 }))).toBe('invalid-input');
    await surveys.predict(nadia, id, { satisfied: 70 });
    await surveys.predict(nadia, id, { satisfied: 72 });
    expect(await reads.ownPredictions(nadia, id)).toEqual([{ question: 'satisfied', share: 0.72 }]);
    clock.set('2026-11-24T05:00:00Z');
    await turn();
    expect(await state(id)).toBe('open');
    expect(await refusal(surveys.predict(nadia, id, { satisfied: 54 }))).toBe('survey-in-another-state');
    await expect(sql('UPDATE survey_prediction SET share = 0.54')).rejects.toThrow(/locked/);
    await expect(sql('DELETE FROM survey_prediction')).rejects.toThrow(/locked/);
  });

  it('asks everybody at work, and nobody who is absent', async () => {
    const asked = await sql('SELECT person_id FROM survey_participation WHERE survey_id = $1', [id]);
    expect(asked.length).toBeGreaterThanOrEqual(23);
    expect(asked).not.toContainEqual({ person_id: people[0] });
    const groups = await rows<{ n: number }>(
      database.db.read,
      'SELECT count(*)::int AS n FROM survey_participation WHERE survey_id = $1 GROUP BY facts',
      [id],
    );
    expect(Math.min(...groups.map(({ n }) => n))).toBeGreaterThanOrEqual(5);
  });

  it('is answered once by who was asked; a second time, by two windows at once, counts once', async () => {
    expect(await refusal(surveys.answer(as(people[0]!), id, { satisfied: '4' }))).toBe('not-found');
    expect(await refusal(surveys.answer(as(people[3]!), id, { satisfied: '9' }))).toBe('invalid-input');
    const both = await Promise.all(
      [1, 2].map(() => refusal(surveys.answer(as(people[3]!), id, { satisfied: '4', improve: 'Sneller' }))),
    );
    expect(both.sort()).toEqual(['nothing was refused', 'survey-already-answered']);
    expect(await sql('SELECT value FROM survey_answer WHERE survey_id = $1 ORDER BY value', [id])).toEqual([
      { value: '4' },
      { value: 'Sneller' },
    ]);
    await expect(sql(`UPDATE survey_answer SET value = '1'`)).rejects.toThrow(/as they were given/);
  });

  it('mixes its answers every night under new ids, so that none can be followed', async () => {
    const [own] = await rows<{ facts: object }>(
      database.db.read,
      'SELECT facts FROM survey_participation WHERE survey_id = $1 AND answered',
      [id],
    );
    await database.db.transaction((tx) =>
      fillAnswers(
        tx,
        id,
        lines('satisfied', [4, 8], ['4', '1']).map((line) => ({ facts: own!.facts, lines: [line] })),
      ),
    );
    const ids = async () =>
      (
        await rows<{ id: string }>(database.db.read, 'SELECT id FROM survey_answer WHERE survey_id = $1', [
          id,
        ])
      ).map((row) => row.id);
    const before = await ids();
    clock.set('2026-11-25T05:00:00Z');
    await turn();
    const after = await ids();
    expect(after).toHaveLength(before.length);
    expect(after.filter((one) => before.includes(one))).toEqual([]);
  });

  it('shows nothing before it closes, comments only of ten or more, and stays as it was then', async () => {
    expect(await refusal(reads.results(HR, id, {}))).toBe('survey-in-another-state');
    clock.set('2026-12-05T05:00:00Z');
    await turn();
    expect(await state(id)).toBe('closed');
    const results = await reads.results(HR, id, {});
    expect(results.rows).toMatchObject([{ question: 'satisfied', predicted: 0.72, measured: { n: 9 } }]);
    expect(results.comments).toBeNull();
    const facts = (table: string) =>
      rows<{ n: number; facts: object }>(
        database.db.read,
        `SELECT facts, count(*)::int AS n FROM ${table} WHERE survey_id = $1 ${table === 'survey_answer' ? "AND question = 'satisfied'" : ''} GROUP BY facts`,
        [id],
      );
    expect(Math.min(...(await facts('survey_answer')).map(({ n }) => n))).toBeGreaterThanOrEqual(5);
    expect((await facts('survey_participation')).map((row) => row.facts)).toEqual([{}]);
    const [late] = await rows<{ id: string }>(
      database.db.read,
      'SELECT person_id AS id FROM survey_participation WHERE survey_id = $1 AND NOT answered LIMIT 1',
      [id],
    );
    expect(await refusal(surveys.answer(as(late!.id), id, { satisfied: '4' }))).toBe(
      'survey-in-another-state',
    );
    await expect(
      sql(
        `INSERT INTO survey_answer (survey_id, question, value, facts) VALUES ($1, 'satisfied', '5', '{}')`,
        [id],
      ),
    ).rejects.toThrow(/as they were given/);
  });

  it('leaves people alone for four weeks, whatever else HR plans; the database sees to it too', async () => {
    const soon = await surveys.add(HR, surveyOf('2026-12-07', '2026-12-11', { repeatWeeks: 4 }));
    await surveys.plan(HR, soon);
    expect(await refusal(surveys.open(HR, soon))).toBe('survey-without-people');
    await expect(
      sql(
        `INSERT INTO survey_participation (survey_id, person_id, asked_on, facts) VALUES ($1, $2, '2026-12-07', '{}')`,
        [soon, people[3]],
      ),
    ).rejects.toThrow(/survey_participation_rest/);
    clock.set('2026-12-07T05:00:00Z');
    await turn();
    clock.set('2026-12-12T05:00:00Z');
    await turn();
    expect(await state(soon)).toBe('closed');
    const [next] = (await reads.list(HR, { limit: 1 })).items;
    expect(next).toMatchObject({ state: 'predicting', opensOn: '2027-01-04', closesOn: '2027-01-08' });
  });

  it('throws its answers away when fewer than five gave one', async () => {
    clock.set('2027-01-04T05:00:00Z');
    await turn();
    const [open] = (await reads.list(HR, { limit: 1 })).items;
    await surveys.answer(as(people[5]!), open!.id, { satisfied: '1', speed: '1', human: 'chat' });
    await surveys.close(HR, open!.id);
    expect(
      await one(database.db.read, 'SELECT 1 FROM survey_answer WHERE survey_id = $1', [open!.id]),
    ).toBeUndefined();
  });

  it('shows a person what is kept of them and forgets it; their number in a prediction stays without them', async () => {
    const erasure = registry.erasures.get('surveys')!;
    const kept = await erasure.exportOf(database.db.read, people[1]!);
    expect(kept).toMatchObject({ predictions: [{ question: 'satisfied', side: 'it' }] });
    expect(JSON.stringify(kept)).not.toContain('value');
    await database.db.transaction((tx) => erasure.erase(tx, people[1]!));
    expect(await erasure.exportOf(database.db.read, people[1]!)).toMatchObject({
      surveys: [],
      predictions: [],
    });
    expect((await reads.results(HR, id, {})).rows[0]?.predicted).toBe(0.72);
  });

  it('counts as VIPs whom HR names, and refuses a number that is nobody’s', async () => {
    const actions = new ActionsService(database.db, clock);
    expect(await refusal(actions.setVips(HR, ['no such number']))).toBe('invalid-input');
    const [person] = await rows<{ number: string }>(
      database.db.read,
      'SELECT number FROM person WHERE id = $1',
      [people[6]],
    );
    await actions.setVips(HR, [person!.number]);
    expect(await actions.vips(HR)).toMatchObject([{ number: person!.number }]);
    await actions.setVips(HR, []);
    expect(await actions.vips(HR)).toEqual([]);
  });

  it('compares waivers by the grade of HR’s file, and grades not at all while no file tells them', async () => {
    const waived = people.slice(0, 12).map((personId) => ({ personId, outcome: 'waiver' as const }));
    const treatment = new TreatmentService(database.db, clock, () => Promise.resolve(waived));
    const byGrade = async () =>
      (await treatment.report(HR)).findings.filter(({ dimension }) => dimension === 'scale');
    expect(await byGrade()).toEqual([]);
    await sql(`UPDATE placement SET grade = CASE WHEN person_id = ANY($1) THEN '11' ELSE '8' END`, [
      people.slice(0, 12),
    ]);
    const found = await byGrade();
    expect(found.filter(({ isDifferent }) => isDifferent)).toMatchObject([
      { outcome: 'waiver', groups: [{ value: '11', n: 12, share: { value: 1 } }, { value: '8' }] },
    ]);
  });
});
