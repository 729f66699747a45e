import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { requirementDueSoon } from '#events';
import { createDataSource, Db, one, publish, rows } from '#kernel';
import { AnswerSheet } from '../support/answers.js';
import { CAST_NUMBERS, type CastName } from '../support/cast.js';
import { Visitor } from '../support/visitor.js';
import {
  beginProduct,
  childrenOf,
  cleanUp,
  cli,
  compile,
  eventually,
  findProcesses,
  freePort,
  lives,
  type Program,
  send,
  temporaryFolder,
} from './programs.js';

const EVENTS = 2000;

describe('the product, started with one command, when its processes are killed', () => {
  let product: Program;
  let environment: Record<string, string>;
  let origin: string;
  let db: Db | undefined;

  beforeAll(async () => {
    await compile();
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    environment = { DATA_DIR: temporaryFolder(), PORT: String(port), HOST: '127.0.0.1', LOG_LEVEL: 'error' };
  }, 300_000);
  afterAll(async () => {
    await disconnect();
    await cleanUp();
  }, 60_000);

  async function connect(): Promise<Db> {
    const url = fs.readFileSync(path.join(environment['DATA_DIR'] as string, 'database-url'), 'utf8');
    return (db ??= new Db(
      await createDataSource({ url, entities: [], migrations: [], poolSize: 2 }).initialize(),
    ));
  }
  async function disconnect(): Promise<void> {
    await db?.source.destroy();
    db = undefined;
  }
  const count = async (sql: string) =>
    (await one<{ n: number }>((await connect()).read, `SELECT count(*)::int AS n FROM ${sql}`))?.n ?? -1;
  const idOf = async (name: CastName) =>
    (
      await one<{ id: string }>((await connect()).read, 'SELECT id FROM person WHERE number = $1', [
        CAST_NUMBERS[name],
      ])
    )?.id ?? '';
  /** The web or worker process of the product. */
  const childOf = (name: 'web' | 'worker'): number => {
    const found = childrenOf(product.pid).filter((pid) =>
      findProcesses(`/apps/${name}/src/main.js`).includes(pid),
    );
    expect(found).toHaveLength(1);
    return found[0] as number;
  };
  const again = (name: string, reason: string) =>
    `${name} stopped unexpectedly (${reason}); starting it again`;
  async function startAgain(): Promise<void> {
    product = beginProduct(environment);
    await product.says('ready:');
  }

  it('is whole in the end when it was killed while it made the database and while it loaded the company', async () => {
    product = beginProduct(environment);
    await product.says('making the database');
    await eventually(
      'a half-made database',
      () => findProcesses('initdb', environment['DATA_DIR'] as string).length > 0,
    );
    send('SIGKILL', product.pid);
    await product.ends();

    product = beginProduct(environment);
    await product.says('importing the people');
    await eventually('the first people', async () => (await count('person')) > 0);
    send('SIGKILL', product.pid);
    await product.ends();

    await startAgain();
    expect(product.output).toContain('PostgreSQL was still running');
    expect(product.output).toContain('starting anew');
    expect(await count('person')).toBe(240);
    expect(await count('person_grant')).toBeGreaterThanOrEqual(4);
    expect(await count('licence')).toBeGreaterThan(0);
    expect(await count("setting WHERE name = 'demo-load' AND value = '\"done\"'")).toBe(1);
  }, 300_000);

  it('loses nothing and does nothing twice when the worker dies in the middle of 2,000 events', async () => {
    const { read } = await connect();
    // Every time that the listener's effect is committed leaves a row, also where the effect itself would hide a repetition.
    await rows(read, 'CREATE TABLE spec_effect (period text)');
    await rows(
      read,
      `CREATE FUNCTION spec_note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO spec_effect VALUES (NEW.period); PERFORM pg_sleep(0.005); RETURN NEW; END'`,
    );
    await rows(
      read,
      'CREATE TRIGGER spec_note BEFORE INSERT ON nudge FOR EACH ROW EXECUTE FUNCTION spec_note()',
    );
    const people = await rows<{ id: string }>(
      read,
      `SELECT person_id AS id FROM person_facts(current_date) GROUP BY 1 ORDER BY 1`,
    );
    const events = Array.from({ length: EVENTS }, (_, n) =>
      requirementDueSoon({
        items: [
          {
            requirementId: randomUUID(),
            personId: people[n % people.length]?.id as string,
            category: 'A',
            dueOn: '2031-06-30',
            because: { nl: 'Finance', en: 'Finance' },
            daysLeft: 7,
          },
        ],
      }),
    );
    const before = await one<{ id: string }>(read, 'SELECT coalesce(max(id), 0) AS id FROM outbox');
    await (await connect()).transaction((tx) => publish(tx, events));

    const ours = "nudge WHERE about_on = '2031-06-30'";
    await eventually('the first effects', async () => (await count(ours)) > EVENTS / 10, 60_000);
    send('SIGKILL', childOf('worker'));
    await product.says(again('worker', 'SIGKILL'));
    expect(await count(ours)).toBeLessThan(EVENTS);
    await product.says('worker runs again');
    await eventually('all effects', async () => (await count(ours)) === EVENTS, 120_000);

    const handled = () =>
      count(`handled WHERE listener = 'nudges.collect-due-soon' AND outbox_id > ${before?.id}`);
    await eventually('all marks', async () => (await handled()) >= EVENTS);
    expect(await handled()).toBe(EVENTS);
    expect(await count("spec_effect WHERE period LIKE '%2031-06-30%'")).toBe(EVENTS);
    expect(await count('outbox WHERE published_at IS NULL')).toBe(0);
    expect(await count('job_failure')).toBe(0);
    await rows(read, 'DROP TRIGGER spec_note ON nudge');
  }, 240_000);

  it('sends every mail, and none twice, when the worker dies in the middle of sending', async () => {
    const { read } = await connect();
    await rows(read, 'CREATE TABLE spec_mail (key text, sent_to text)');
    await rows(
      read,
      `CREATE FUNCTION spec_mail_note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO spec_mail VALUES (NEW.key, NEW.sent_to); PERFORM pg_sleep(0.03); RETURN NEW; END'`,
    );
    await rows(
      read,
      'CREATE TRIGGER spec_mail_note AFTER INSERT ON mail_message FOR EACH ROW EXECUTE FUNCTION spec_mail_note()',
    );
    // A Tuesday morning at work, seven days before those 2,000 are due.
    expect(await cli(['clock', 'set', '2031-06-24T08:30:00Z'], environment)).toMatchObject({ code: 0 });
    await eventually(
      'the worker on the new time',
      async () => (await count("setting WHERE name = 'clock-offset'")) === 1,
    );
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const mailsBefore = await count('mail_message');
    expect(await cli(['jobs', 'run', 'nudges.bundle'], environment)).toMatchObject({ code: 0 });

    await eventually(
      'the first mails',
      async () => (await count('mail_message')) >= mailsBefore + 10,
      60_000,
    );
    send('SIGKILL', childOf('worker'));
    const waiting =
      "message WHERE channel = 'email' AND state IN ('planned', 'sending') AND planned_for <= '2031-06-24T09:00:00Z'";
    expect(await count(waiting)).toBeGreaterThan(0);
    await product.says(again('worker', 'SIGKILL'));
    await eventually('no mail that waits', async () => (await count(waiting)) === 0, 120_000);

    const sent = "message WHERE channel = 'email' AND state = 'sent' AND sent_at > '2031-01-01'";
    expect(await count(sent)).toBeGreaterThan(50);
    // As many mails as messages, each its own, and no person with two.
    expect(await count('mail_message')).toBe(mailsBefore + (await count(sent)));
    expect(await count('spec_mail')).toBe(await count('(SELECT DISTINCT key FROM spec_mail) AS k'));
    expect(await count(`(SELECT person_id FROM ${sent} GROUP BY person_id HAVING count(*) > 1) AS two`)).toBe(
      0,
    );
    expect(await count("message WHERE outcome = 'unconfirmed'")).toBe(0);
    await rows(read, 'DROP TRIGGER spec_mail_note ON mail_message');
    expect(await cli(['clock', 'set', 'reset'], environment)).toMatchObject({ code: 0 });
  }, 240_000);

  it('goes on with an exam at the same question and with the same answers when the web process dies', async () => {
    const { read } = await connect();
    const answers = () =>
      rows<object>(
        read,
        `SELECT r.* FROM response r JOIN attempt a ON a.id = r.attempt_id WHERE a.kind = 'exam' AND a.person_id = $1 AND r.answered_at IS NOT NULL ORDER BY r.position`,
        [chaimaId],
      );
    const chaimaId = await idOf('chaima');
    const sheet = await AnswerSheet.load();
    const chaima = new Visitor(origin);
    await chaima.signInAs(chaimaId);
    await chaima.open('/exams/A');
    await chaima.submit('/exams/A');
    for (let n = 1; n <= 3; n += 1) {
      expect(chaima.current.text).toContain(`Vraag ${n}`);
      await chaima.submit('/answers', sheet.fields(chaima.current.html, n % 2 === 0));
    }
    const [page, given] = [chaima.current, await answers()];
    expect(given).toHaveLength(3);

    send('SIGKILL', childOf('web'));
    await expect(chaima.open(page.url)).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
    await product.says(again('web', 'SIGKILL'));
    await product.says('web runs again');

    await chaima.open(page.url);
    expect(chaima.current.text).toContain('Vraag 4');
    expect(sheet.find(chaima.current.html)).toEqual(sheet.find(page.html));
    expect(await answers()).toEqual(given);

    // Once more, this time with the fourth answer on its way: it is there or it is not, and sending it again is safe.
    const fourth = sheet.fields(chaima.current.html, true);
    const question = chaima.current;
    const lost = chaima.submit('/answers', fourth).catch((error: Error) => error);
    send('SIGKILL', childOf('web'));
    await lost;
    await eventually('the web process again', () => product.output.split('web runs again').length === 3);
    await chaima.open(question.url);
    if (chaima.current.text.includes('Vraag 4')) await chaima.submit('/answers', fourth);
    expect(chaima.current.text).toContain('Vraag 5');
    const now = await answers();
    expect(now).toHaveLength(4);
    expect(now.slice(0, 3)).toEqual(given);
  }, 120_000);

  it('leaves nobody behind when the launcher itself is killed, and the next start takes up where it was', async () => {
    const children = [childOf('web'), childOf('worker')];
    const facts = async () => ({
      people: await count('person'),
      nudges: await count('nudge'),
      mails: await count('mail_message'),
      responses: await count('response'),
      ledger: await count('licence_change'),
    });
    const before = await facts();
    send('SIGKILL', product.pid);
    await product.ends();
    await eventually('the end of web and worker', () => children.every((pid) => !lives(pid)), 15_000);
    expect(findProcesses('postgres', environment['DATA_DIR'] as string)).toHaveLength(1);

    await startAgain();
    expect(product.output).toContain('PostgreSQL was still running');
    expect(await facts()).toEqual(before);
    expect((await fetch(`${origin}/health/ready`)).status).toBe(200);
    const verified = await cli(['ledger', 'verify'], environment);
    expect(verified.output).toMatch(/\d+ lines of \d+ licences: replay = state/);
    expect(verified.code).toBe(0);
    expect(lives(product.pid)).toBe(true);
  }, 120_000);

  it('ends within 15 seconds at Ctrl-C and leaves nothing running', async () => {
    const children = [childOf('web'), childOf('worker')];
    await disconnect();
    // A terminal sends it to the whole group.
    send('SIGINT', -product.pid);
    const { code } = await product.ends(15_000);
    expect(code).toBe(0);
    expect(children.filter(lives)).toEqual([]);
    expect(findProcesses('postgres', environment['DATA_DIR'] as string)).toEqual([]);
    expect(fs.existsSync(path.join(environment['DATA_DIR'] as string, 'start.lock'))).toBe(false);

    // The command line starts the database for the length of a command, and stops it again.
    expect(await cli(['ledger', 'verify'], environment)).toMatchObject({
      code: 0,
      output: expect.stringContaining('replay = state'),
    });
    expect(findProcesses('postgres', environment['DATA_DIR'] as string)).toEqual([]);
  }, 60_000);
});
