import { AnswerSources } from '#calibrations';
import { rows } from '#kernel';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { ExamAnswers } from './exam-answers.js';
import { addExams, makeTruth } from './testing/exam-answers.factory.js';
import { makeLearning } from './testing/index.js';

describe('how often each choice of a question was made', () => {
  let database: TestDatabase;
  let itemId: string;
  beforeAll(async () => {
    database = await testDatabase();
    const house = await makeLearning(database.db, { skills: 1, exam: 1 });
    const bank = await house.catalogue.listItems(database.db.read, { category: 'A', use: 'exam' });
    await addExams(database.db, makeTruth(bank, 'truth'), { people: 4, length: 1, seed: 'few' });
    itemId = bank[0]!.id;
  });
  afterAll(() => database?.close());

  const counts = async (answers: readonly unknown[]) => {
    await rows(
      database.db.read,
      `UPDATE response r SET answer = ($1::jsonb) -> (numbered.n - 1)::int
       FROM (SELECT attempt_id, row_number() OVER (ORDER BY attempt_id) AS n FROM response) AS numbered
       WHERE r.attempt_id = numbered.attempt_id`,
      [JSON.stringify(answers)],
    );
    const query = { itemId, versions: [1], use: 'exam', before: '2027-01-01T00:00:00Z' } as const;
    const found = await new ExamAnswers(new AnswerSources()).optionCounts(database.db.read, query);
    return Object.fromEntries(found.map(({ option, people }) => [option ?? 'nothing', people]));
  };

  it('counts parts of a picture', async () => {
    const area = (id: string) => ({ type: 'hotspot', area: id });
    expect(await counts([area('logo'), area('request'), area('request'), null])).toEqual({
      logo: 1,
      request: 2,
      nothing: 1,
    });
  });

  it('counts the options of each step of a scenario apart', async () => {
    const steps = (first: string, then: string) => ({ type: 'scenario', steps: { first, then } });
    expect(await counts([steps('a', 'a'), steps('a', 'b'), steps('b', 'b'), steps('a', 'b')])).toEqual({
      'first/a': 3,
      'first/b': 1,
      'then/a': 1,
      'then/b': 3,
    });
  });

  it('counts single and multiple choices as before', async () => {
    const single = { type: 'single', option: 'k' };
    const multiple = { type: 'multiple', options: ['k', 'a'] };
    expect(await counts([single, multiple, multiple, single])).toEqual({ k: 4, a: 2 });
  });
});
