import { rows } from '#kernel';
import { fillAnswers, lines, surveyOf } from '../../libs/surveys/src/testing/surveys.js';
import { testApp, type TestApp } from '../support/app.js';

/** IT says beforehand what it expects and employees answer without a name; `browser/surveys` shows the gap that both see. */
describe('IT predicts, employees answer, and nobody learns who said what', () => {
  let house: TestApp;
  let survey = '';

  beforeAll(async () => {
    house = await testApp({ at: '2027-03-01T09:00:00Z' });
  }, 180_000);
  afterAll(() => house?.close());

  const stateOf = async (id: string) =>
    ((await (await house.api('anna'))('get', `/api/v1/surveys/${id}`)).body as { state: string }).state;

  it('HR writes three questions, sees who belongs, and plans them', async () => {
    const anna = await house.visit('anna');
    const form = await anna.open('/hr/surveys/new');
    expect(form.html).toContain('value="contract" checked>');
    expect(form.html).toContain('value="scale"><span>Schaal'); // only when HR asks for it
    let page = await anna.submit('/hr/surveys/new', { titleNl: 'Hoe gaat het?', do: 'save' });
    expect(page.status).toBe(422);
    page = await anna.submit('/hr/surveys/new', {
      titleEn: 'How is it going?',
      ...{ q1: 'satisfied', q2: 'speed', q3: 'human' },
      ...{ opensOn: '2027-03-03', closesOn: '2027-03-12', sampleSize: '120' },
      dimensions: ['vip'],
      do: 'save',
    });
    survey = /\/hr\/surveys\/([0-9a-f-]{36})/.exec(page.url)?.[1] ?? '';
    expect(page.text).toContain('Hoe tevreden ben je over de hulp van IT?');
    page = await anna.submit(`/hr/surveys/${survey}/plan`);
    expect(page.text).toContain('IT heeft nog niet voorspeld');
    expect(await stateOf(survey)).toBe('predicting');
  });

  it('IT predicts, changes its mind, and can’t any more once the survey is open', async () => {
    const nadia = await house.visit('nadia');
    await nadia.open('/it/predictions');
    const wrong = await nadia.submit(`/it/predictions/${survey}`, {
      satisfied: '720',
      speed: '5',
      human: '',
    });
    expect(wrong.status).toBe(422);
    await nadia.submit(`/it/predictions/${survey}`, { satisfied: '90', speed: '5', human: '83' });
    const page = await nadia.submit(`/it/predictions/${survey}`, { satisfied: '72' });
    expect(page.text).toContain('Je hebt voorspeld');
    const call = await house.api('nadia');
    expect((await call('get', `/api/v1/surveys/${survey}/results`)).status).toBe(409);

    house.clock.set('2027-03-03T05:00:00Z');
    await house.run('surveys.turn');
    expect(await stateOf(survey)).toBe('open');
    const late = await call('put', `/api/v1/surveys/${survey}/predictions`).send({
      shares: { satisfied: 54, speed: 20, human: 44 },
    });
    expect(late.status).toBe(409);
    expect((await call('get', `/api/v1/surveys/${survey}/results`)).status).toBe(409);
  });

  it('employees hear of it alone, within their budget, and answer once without a name', async () => {
    house.clock.set('2027-03-03T09:30:00Z');
    await house.run('nudges.bundle');
    const told = await rows<{ personId: string; reasons: number }>(
      house.db.read,
      `SELECT n.person_id AS "personId", (SELECT count(*)::int FROM nudge o WHERE o.message_id = n.message_id) AS reasons
       FROM nudge n WHERE n.subject = 'survey:' || $1 AND n.message_id IS NOT NULL`,
      [survey],
    );
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter(({ reasons }) => reasons > 1)).toEqual([]);

    const [asked] = await rows<{ id: string }>(
      house.db.read,
      `SELECT person_id AS id FROM survey_participation WHERE survey_id = $1 AND facts->>'vip' = 'no' ORDER BY person_id DESC LIMIT 1`,
      [survey],
    );
    const visitor = await house.visit();
    await visitor.signInAs(asked!.id);
    // A link of the mail goes along through signing in; opening it chooses an answer and counts nothing.
    const link = `/pulse/${survey}?satisfied=2`;
    const [nudge] = await rows<{ facts: unknown }>(
      house.db.read,
      `SELECT facts FROM nudge WHERE subject = 'survey:' || $1 LIMIT 1`,
      [survey],
    );
    expect(nudge?.facts).toMatchObject({ surveyId: survey, first: { key: 'satisfied' } });
    const signedOut = await (await house.visit()).open(link);
    expect(signedOut.url).toBe(`/login?to=${encodeURIComponent(link)}`);
    expect(signedOut.html).toContain(link.replace('=', '&#x3D;'));
    let page = await visitor.open(link);
    expect(await rows(house.db.read, 'SELECT 1 FROM survey_answer WHERE survey_id = $1', [survey])).toEqual(
      [],
    );
    expect(page.html).toMatch(/name="satisfied" value="2"[^>]* checked/);
    page = await visitor.submit(`/pulse/${survey}`, { satisfied: '2', speed: '3' });
    expect(page.status).toBe(422);
    page = await visitor.submit(`/pulse/${survey}`, { human: 'chat' });
    expect(page.text).toMatch(/Dank je wel|Thank you/);
    expect(page.text).toMatch(/Wij doen|We do/);
    expect((await visitor.open(`/pulse/${survey}`)).text).toMatch(/Dank je wel|Thank you/);
    const stranger = await house.visit('nadia');
    const [isAsked] = await rows(
      house.db.read,
      'SELECT 1 FROM survey_participation WHERE survey_id = $1 AND person_id = $2',
      [survey, await house.idOf('nadia')],
    );
    expect((await stranger.open(`/pulse/${survey}`)).status).toBe(isAsked ? 200 : 404);
  });

  it('nobody can tell whose answer is whose, nor which came together', async () => {
    await house.db.transaction(async (tx) => {
      const vips = [lines('satisfied', [28, 43], ['4', '2']), lines('speed', [6, 43], ['1', '4'])];
      const others = [lines('satisfied', [26, 56], ['5', '3']), lines('speed', [14, 56], ['2', '5'])];
      const human = [
        lines('human', [22, 43], ['phone', 'chat']),
        lines('human', [22, 56], ['visit', 'self']),
      ];
      const join = (parts: (typeof vips)[number][], vip: string, n: number) =>
        Array.from({ length: n }, (_, i) => ({ facts: { vip }, lines: parts.map((part) => part[i]!) }));
      await fillAnswers(tx, survey, [
        ...join([...vips, human[0]!], 'yes', 43),
        ...join([...others, human[1]!], 'no', 56),
      ]);
    });
    house.clock.set('2027-03-13T05:00:00Z');
    await house.run('surveys.turn');
    expect(await stateOf(survey)).toBe('closed');
    const [seen] = await rows<{ transactions: number; answers: number; columns: string[] }>(
      house.db.read,
      `SELECT count(DISTINCT a.xmin::text)::int AS transactions, count(*)::int AS answers,
         (SELECT array_agg(column_name::text ORDER BY column_name) FROM information_schema.columns
          WHERE table_name = 'survey_answer') AS columns
       FROM survey_answer a WHERE survey_id = $1`,
      [survey],
    );
    expect(seen).toEqual({
      transactions: 1,
      answers: 300,
      columns: ['facts', 'id', 'question', 'survey_id', 'topic', 'value'],
    });
  });

  it('a period takes whole surveys: one day less, and this one is out of it', async () => {
    const anna = await house.visit('anna');
    const all = await anna.open(`/hr/insights/perception?survey=${survey}`);
    expect(all.html).toMatch(/aria-label="is tevreden over de hulp van IT: van \d+% naar 54%"/);
    const whole = await anna.open('/hr/insights/perception?from=2027-03-03&to=2027-03-12');
    expect(whole.text).toContain('IT schat 18 punten te hoog');
    expect(whole.text).not.toContain('Door de tijd');
    const part = await anna.open('/hr/insights/perception?from=2027-03-04&to=2027-03-12');
    expect(part.text).toContain('Geen peiling in deze periode');
    expect(part.text).not.toContain('54%');
    const treated = await anna.open('/hr/insights/treatment?from=2027-03-04&to=2027-03-12');
    expect(treated.text).not.toContain('Tevreden over de hulp');
  });

  it('of a group one sees what it says, and of a group too small nothing', async () => {
    const call = await house.api('nadia');
    const { body } = await call('get', `/api/v1/surveys/${survey}/results?filter=vip:no`);
    expect(body).toMatchObject({ filter: { vip: 'no' }, filters: [{}, { vip: 'no' }, { vip: 'yes' }] });
    expect(JSON.stringify(body)).not.toContain('personId');
    const unknown = await call('get', `/api/v1/surveys/${survey}/results?filter=site:Amsterdam`);
    expect(unknown.body).toMatchObject({ filter: {} });
  });

  it('an announcement that was probed says on the roadmap how many know of it', async () => {
    const call = await house.api('anna');
    const anna = await house.visit('anna');
    const form = await anna.open('/hr/surveys/new');
    const milestone = /name="topics" value="([0-9a-f-]{36})"/.exec(form.html)?.[1] ?? '';
    const input = surveyOf('2027-05-03', '2027-05-10', { questions: ['aware'], topics: [milestone] });
    const made = await call('post', '/api/v1/surveys').send(input);
    const { id, topics } = made.body as { id: string; topics: { kind: string; id: string }[] };
    expect(topics.map(({ kind }) => kind).sort()).toEqual(['announcement', 'foil']);
    await call('post', `/api/v1/surveys/${id}/plan`);
    house.clock.set('2027-05-03T05:00:00Z');
    await house.run('surveys.turn');
    await house.db.transaction((tx) =>
      fillAnswers(
        tx,
        id,
        Array.from({ length: 50 }, (_, i) => ({
          facts: {},
          lines: topics.map(({ id: topic, kind }) => ({
            ...{ question: 'aware', topic },
            value: kind === 'announcement' && i < 30 ? 'yes' : 'no',
          })),
        })),
      ),
    );
    expect((await call('post', `/api/v1/surveys/${id}/closing`)).status).toBe(200);
    const roadmap = await (await house.visit('chaima')).open('/roadmap');
    expect(roadmap.text).toMatch(/Bekend bij 60% van de collega’s/);
  });

  it('an action needs words in both languages and somebody who sees to it', async () => {
    const anna = await house.visit('anna');
    await anna.open(`/hr/insights/perception?survey=${survey}`);
    const wrong = await anna.submit(`/hr/surveys/${survey}/actions`, { saidNl: 'Te traag', owner: 'nobody' });
    expect(wrong.status).toBe(422);
  });
});
