import { CatalogueService, type CatalogueItem } from '#catalogue';
import { rows } from '#kernel';
import { publishCourses } from '../../../apps/cli/src/demo.js';
import { testApp, type TestApp } from '../../../test/support/app.js';
import type { Visitor } from '../../../test/support/visitor.js';
import type { Arrangement } from './arrange-item.js';
import { makeLearner, rightAnswer } from './testing/index.js';

/** What a form needs for the right answer: the API's shape turned into fields. */
function fieldsOf(item: CatalogueItem, order: Arrangement): Record<string, string | readonly string[]> {
  const raw = rightAnswer(item, order) as {
    option?: string;
    options?: string[];
    order?: string[];
    pairs?: Record<string, string>;
    text?: string;
    steps?: Record<string, string>;
    area?: string;
  };
  return {
    ...(raw.option ? { option: raw.option } : {}),
    ...(raw.options ? { options: raw.options } : {}),
    ...(raw.text ? { text: raw.text } : {}),
    ...(raw.area ? { area: raw.area } : {}),
    ...Object.fromEntries(Object.entries(raw.steps ?? {}).map(([step, option]) => [`step_${step}`, option])),
    ...Object.fromEntries((raw.order ?? []).map((token, i) => [`place_${token}`, String(i + 1)])),
    ...Object.fromEntries(Object.entries(raw.pairs ?? {}).map(([left, right]) => [`match_${left}`, right])),
  };
}

describe('tests and practice in a browser without JavaScript', () => {
  let house: TestApp;
  let chaima: Visitor;

  beforeAll(async () => {
    house = await testApp({ demo: false });
    await publishCourses(house.app);
    for (const number of ['1001', '1003', '1004']) await makeLearner(house.db, number);
    chaima = await house.visit('chaima');
  }, 180_000);
  afterAll(() => house?.close());

  /** The question that waits in this attempt, as the server knows it. */
  async function waiting(attemptId: string): Promise<{ item: CatalogueItem; order: Arrangement } | null> {
    const [row] = await rows<{ item_id: string; item_version: number; option_order: Arrangement }>(
      house.db.read,
      'SELECT item_id, item_version, option_order FROM response WHERE attempt_id = $1 AND answered_at IS NULL',
      [attemptId],
    );
    if (!row) return null;
    const item = await house.app.get(CatalogueService).getItem(house.db.read, row.item_id, row.item_version);
    return { item, order: row.option_order };
  }
  const idIn = (url: string): string => /attempts\/([0-9a-f-]{36})/.exec(url)?.[1] ?? '';

  /** Nothing that could give an answer away may stand in a page of a test. */
  function expectNoSecrets(html: string, item: CatalogueItem): void {
    expect(html).not.toContain(item.id);
    const { body } = item;
    expect(html).not.toContain(body.rule.nl);
    if (body.type === 'single' || body.type === 'multiple') {
      for (const option of body.options) expect(html).not.toContain(option.why.nl.slice(0, 40));
    }
  }

  it('goes through the placement test and shows what may be skipped', async () => {
    await chaima.open('/placement/A');
    expect(chaima.current.text).toContain('Instaptoets Basis');
    await chaima.submit('/placement/A');
    const id = idIn(chaima.current.url);
    for (let n = 1; n <= 31; n += 1) {
      const question = await waiting(id);
      if (!question) break;
      expect(chaima.current.text).toContain(`Vraag ${n}`);
      expectNoSecrets(chaima.current.html, question.item);
      // Phishing is new to Chaima, the rest is not.
      const knows = !question.item.skill.startsWith('ph.');
      await chaima.submit('/answers', knows ? fieldsOf(question.item, question.order) : { skip: '1' });
    }
    expect(chaima.current.url).toContain('/result');
    expect(chaima.current.text).toContain('Dit kun je al');
    expect(chaima.current.text).toMatch(/wint \d+ minuten/);
    // The level over all topics in words, with its band; never a number.
    expect(chaima.current.text).toMatch(/Over alle onderwerpen samen: .+\. (Dat is|Ergens|Nog onzeker)/);
    await house.drain();
  });

  it('practises: an answer that is missing is asked for, a given one is explained for every option', async () => {
    await chaima.open('/practice?skill=ph.signals');
    await chaima.submit('/practice');
    expect(chaima.current.text).toMatch(/Jij koos dit onderwerp|Willekeurig gekozen/);
    const id = idIn(chaima.current.url);
    const empty = await chaima.submit('/answers', {
      option: undefined,
      options: undefined,
      area: undefined,
      text: '',
    });
    const question = await waiting(id);
    if (!question) throw new Error('no question');
    if (question.item.body.type !== 'order') {
      expect(empty.status).toBe(422);
      expect(empty.html).toContain('id="answer-error"');
    }
    await chaima.submit('/answers', { ...fieldsOf(question.item, question.order), confidence: 'sure' });
    expect(chaima.current.text).toContain('Klopt.');
    expect(chaima.current.text).toContain(question.item.body.rule.nl.slice(0, 20));
    await chaima.open(`/practice/attempts/${id}`);
    expect(chaima.current.text).toContain('Vraag 2 van 5');
    await chaima.submit('/end');
    expect(chaima.current.text).toContain('1 vraag gedaan, genoeg voor nu');
    await chaima.open('/progress');
    expect(chaima.current.text).toContain('Mijn voortgang');
    expect(chaima.current.text).toContain('Je zwakste onderwerp is nu');
  });

  it('says of a skill that was practised how it stands, and between which words the truth lies', async () => {
    await chaima.open('/practice?skill=ph.report');
    await chaima.submit('/practice');
    const id = idIn(chaima.current.url);
    for (let question = await waiting(id); question; question = await waiting(id)) {
      await chaima.open(`/practice/attempts/${id}`);
      await chaima.submit('/answers', fieldsOf(question.item, question.order));
    }
    await chaima.open('/progress');
    expect(chaima.current.text).toMatch(
      /melden (Ergens tussen bijna en zit goed|Nog onzeker: het kan alle kanten op)\. Oefen/,
    );
  });

  it('gives htmx only the explanation', async () => {
    await chaima.open('/practice?skill=ph.links');
    await chaima.submit('/practice');
    const id = idIn(chaima.current.url);
    const question = await waiting(id);
    if (!question) throw new Error('no question');
    expect(chaima.current.html).toContain(`hx-post="/practice/attempts/${id}/answers"`);
  });

  it('takes the exam: one window, no way back, nothing secret, and a result in words', async () => {
    await chaima.open('/exams/A');
    expect(chaima.current.text).toContain('20 tot 40');
    await chaima.submit('/extra-time', { percent: '50' });
    expect(chaima.current.text).toContain('68 minuten, met 50 % extra');
    await chaima.submit('/exams/A', {}, 'Start het examen');
    const id = idIn(chaima.current.url);
    const window = chaima.current.url;
    expect(window).toContain('session=');

    const phone = await house.visit('chaima');
    await phone.open(`/exams/attempts/${id}`);
    expect(phone.current.text).toContain('Je examen is ergens anders open');
    await phone.submit('/session');
    expect(phone.current.text).toContain('Vraag 1');

    const first = await waiting(id);
    if (!first) throw new Error('no question');
    // The old window sends its answer: nothing is saved, it may take over again.
    await chaima.submit('/answers', fieldsOf(first.item, first.order));
    expect(chaima.current.text).toContain('Je examen is ergens anders open');
    expect((await waiting(id))?.item.id).toBe(first.item.id);

    for (let n = 1; n <= 25; n += 1) {
      const question = await waiting(id);
      if (!question) break;
      expect(phone.current.text).toContain(`Vraag ${n}`);
      expectNoSecrets(phone.current.html, question.item);
      await phone.submit('/answers', fieldsOf(question.item, question.order));
    }
    expect(phone.current.url).toContain('/result');
    expect(phone.current.text).toContain('Je bent geslaagd');
    await house.drain();
    await phone.open('/exams/A');
    expect(phone.current.text).toContain('Je rijbewijs A is nog geldig');
  });

  it('refuses somebody else’s attempts on every page', async () => {
    const own = await rows<{ id: string; kind: string }>(house.db.read, 'SELECT id, kind FROM attempt');
    const anna = await house.visit('anna');
    for (const { id, kind } of own) {
      const folder = kind === 'exam' ? 'exams' : kind;
      expect((await anna.open(`/${folder}/attempts/${id}`)).status).toBe(403);
    }
    expect(own.length).toBeGreaterThan(3);
  });

  it('does a whole round of practice over the API in seven calls, ten questions in at most twelve', async () => {
    const call = await house.api('daan');
    let calls = 1;
    const started = await call('post', '/api/v1/attempts').send({ kind: 'practice', skill: 'ph.signals' });
    expect(started.status).toBe(201);
    let { question } = started.body as { question: { position: number } | null };
    const { id } = started.body as { id: string };
    while (question) {
      const known = await waiting(id);
      if (!known) throw new Error('no question');
      const answer = rightAnswer(known.item, known.order);
      const answered = await call('post', `/api/v1/attempts/${id}/answers`).send({
        position: question.position,
        answer,
        confidence: 'sure',
      });
      calls += 1;
      expect(answered.status).toBe(200);
      expect(answered.body).toMatchObject({ saved: true, feedback: { outcome: 'right' } });
      question = (answered.body as { attempt: { question: { position: number } | null } }).attempt.question;
    }
    expect(calls).toBe(6);
    const result = await call('get', `/api/v1/attempts/${id}/result`);
    expect(result.body).toMatchObject({ kind: 'practice', outcome: 'practised' });
  });

  it('shows an exam question over the API without anything that helps, and refuses a wrong window', async () => {
    const call = await house.api('daan');
    const started = await call('post', '/api/v1/attempts').send({ kind: 'exam', category: 'A' });
    const { id, session, question } = started.body as { id: string; session: string; question: object };
    expect(Object.keys(question).sort()).toEqual(expect.arrayContaining(['position', 'stem', 'type']));
    for (const name of ['id', 'itemId', 'skill', 'key', 'why', 'rule', 'b', 'points'])
      expect(question).not.toHaveProperty(name);
    const body = { position: 1, answer: { option: '1', options: ['1'], order: ['1'], text: 'x' } };
    const elsewhere = await call('post', `/api/v1/attempts/${id}/answers`).send({
      ...body,
      session: 'other',
    });
    expect([elsewhere.status, elsewhere.body.type]).toEqual([409, '/problems/attempt-active-elsewhere']);
    const again = await call('post', '/api/v1/attempts').send({ kind: 'exam', category: 'A' });
    expect(again.body).toMatchObject({ id, session: null });
    const nothing = await call('post', `/api/v1/attempts/${id}/answers`).send({
      position: 1,
      session,
      answer: {},
    });
    expect(nothing.status).toBe(422);
  });
});
