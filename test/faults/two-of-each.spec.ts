import { one, rows } from '#kernel';
import { verifyLedger } from '#licences';
import { demoFile } from '../journeys/hr-file.js';
import { AnswerSheet } from '../support/answers.js';
import { CAST_NUMBERS } from '../support/cast.js';
import { Colleague } from './colleague.js';
import { cleanUp, compile } from './programs.js';
import { Several } from './several.js';
import { BEGIN, type Outcome, outcomeOf, playWeeks, SITTERS } from './weeks-story.js';

const TWO = ['PostgreSQL', 'Redis'] as const;
/** From HR as well: Saskia, and Hanneke for this story. */
const [SASKIA, HANNEKE] = ['1016', CAST_NUMBERS.hanneke];

describe('two web and two worker processes on one database', () => {
  const houses: Several[] = [];
  /** What each company came to; that with one of each is what the others are laid beside. */
  const outcomes = new Map<Several, Outcome>();
  let alone: Outcome;

  /** The companies live at the same time: while one waits for its clock, another works. */
  beforeAll(async () => {
    await compile();
    const sheet = await AnswerSheet.load();
    const live = async (each: number, queues: (typeof TWO)[number]) => {
      const house = await Several.start({ each, queues, at: BEGIN });
      houses.push(house);
      await playWeeks(house, sheet);
      const outcome = await outcomeOf(house);
      outcomes.set(house, outcome);
      return outcome;
    };
    [alone] = await Promise.all([live(1, 'PostgreSQL'), ...TWO.map((queues) => live(2, queues))]);
  }, 300_000);
  afterAll(async () => {
    await Promise.all(houses.map((house) => house.stop()));
    await cleanUp();
  }, 60_000);

  it('have a story in which something of everything happens', () => {
    for (const [name, lines] of Object.entries(alone)) expect([name, lines.length > 0]).toEqual([name, true]);
    const ledger = alone['lines of the ledger']?.join('\n') ?? '';
    for (const kind of ['granted', 'renewal-opened', 'grace-started', 'expired'])
      expect(ledger).toContain(kind);
    expect(ledger).toMatch(/"system:licences.sweep","day":"2027-01-14"/);
  });

  describe.each(TWO)('with the queues on %s', (queues) => {
    let house: Several;
    let hr: { anna: Colleague; saskia: Colleague; hanneke: Colleague };

    beforeAll(async () => {
      house = houses.find((each) => each.origins.length === 2 && each.queues === queues) as Several;
      await rows(
        house.database.db.read,
        `INSERT INTO person_grant (person_id, granted, granted_at) SELECT id, 'hr', now() FROM person WHERE number = $1`,
        [HANNEKE],
      );
      const signIn = async (number: string) =>
        Colleague.signIn(house.balancer.origin, await house.idOf(number));
      hr = {
        anna: await signIn(CAST_NUMBERS.anna),
        saskia: await signIn(SASKIA),
        hanneke: await signIn(HANNEKE),
      };
    });
    const audited = (action: string, id: unknown) =>
      house.count('audit_event WHERE action = $1 AND subject_id = $2', [action, id]);
    const hoursOf = async (number: string) =>
      Number(
        (
          await one<{ hours: string }>(
            house.database.db.read,
            `SELECT weekly_hours AS hours FROM person_facts('2027-01-15') WHERE number = $1`,
            [number],
          )
        )?.hours,
      );

    it('come to the same people, requirements, licences, messages and milestones as one of each', async () => {
      const together = outcomes.get(house);
      for (const [name, lines] of Object.entries(alone))
        expect({ [name]: together?.[name] }).toEqual({ [name]: lines });
      expect(await house.database.db.transaction((tx) => verifyLedger(tx))).toMatchObject({ ok: true });
    });

    it('share the work, and each listener hears each event once', async () => {
      for (const worker of house.workers) expect(worker.output).toContain('job done');
      const heard = await rows<{ listener: string; told: number; heard: number }>(
        house.database.db.read,
        `SELECT h.listener, count(*)::int AS heard, (SELECT count(*)::int FROM outbox a WHERE a.name = o.name AND a.id > $1) AS told
         FROM handled h JOIN outbox o ON o.id = h.outbox_id WHERE o.id > $1 GROUP BY h.listener, o.name`,
        [house.since],
      );
      expect(heard.length).toBeGreaterThan(10);
      expect(heard.filter(({ told, heard: times }) => told !== times)).toEqual([]);
      expect(await house.count('job_failure')).toBe(0);
    });

    it('run each schedule once for each moment at which it was due', async () => {
      const runs = await rows<{ name: string; n: number }>(
        house.database.db.read,
        `SELECT name, count(*)::int AS n FROM job_run WHERE started_at > $1 AND name = ANY($2) GROUP BY name`,
        [BEGIN, await house.scheduleNames()],
      );
      expect(runs.map(({ name }) => name).sort()).toEqual(await house.scheduleNames());
      expect(Object.fromEntries(runs.map(({ name, n }) => [name, n]))).toEqual(await house.jobsDone());
    });

    it('keep one answer to each question, also when it came to both at once', async () => {
      for (const name of SITTERS) {
        const exams = await rows<{ asked: number; answered: number; granted: number }>(
          house.database.db.read,
          `SELECT (SELECT count(*)::int FROM response r WHERE r.attempt_id = a.id) AS asked,
                  (SELECT count(*)::int FROM response r WHERE r.attempt_id = a.id AND r.answered_at IS NOT NULL) AS answered,
                  (SELECT count(*)::int FROM outbox o WHERE o.name = 'exam.passed' AND o.payload ->> 'attemptId' = a.id::text) AS granted
           FROM attempt a WHERE a.kind = 'exam' AND a.person_id = $1 AND a.started_at > $2`,
          [await house.idOf(CAST_NUMBERS[name]), BEGIN],
        );
        expect(exams).toEqual([{ asked: exams[0]?.asked, answered: exams[0]?.asked, granted: 1 }]);
        expect(exams[0]?.asked).toBeGreaterThan(5);
      }
    });

    it('bring in two files one after the other: each compares with what the other left', async () => {
      const files = ['1122', '1163'].map((number) =>
        demoFile('demo-nv-next-month.csv').with(number, { 'Uren per week': '12' }).toBytes(),
      );
      const brought = await Promise.all(
        files.map((file, index) => hr.anna.bring(file, { dryRun: 'false' }, house.origins[index])),
      );
      expect(brought.map(({ body }) => body['state'])).toEqual(['applied', 'applied']);
      const changes = brought.map(({ body }) => (body['result'] as Counted).counts.changes);
      // The second takes back what the first one changed.
      expect([...changes].sort()).toEqual([1, 2]);
      const twelve = [await hoursOf('1122'), await hoursOf('1163')].map((hours) => hours === 12);
      expect(twelve).toEqual(changes.map((n) => n === 2));
    });

    it('let a file wait that somebody else’s overtook, and show it anew', async () => {
      const files = ['1184', '1190'].map((number) =>
        demoFile('demo-nv-next-month.csv').with(number, { 'Uren per week': '12' }).toBytes(),
      );
      const ids = await Promise.all(
        files.map(async (file) => String((await hr.anna.bring(file, {})).body['id'])),
      );
      const approved = await Promise.all(
        ids.map((id, index) =>
          hr.saskia.post(`/imports/${id}/application`, { leaveBroken: false }, house.origins[index]),
        ),
      );
      expect(approved.map(({ status }) => status)).toEqual([202, 202]);
      await house.settled();
      const after = await Promise.all(ids.map(async (id) => (await hr.anna.get(`/imports/${id}`)).body));
      expect(after.map((run) => run['state']).sort()).toEqual(['applied', 'planned']);
      const late = after.find((run) => run['state'] === 'planned');
      const steps = await rows(house.database.db.read, 'SELECT step FROM import_run WHERE id = $1', [
        late?.['id'],
      ]);
      expect(steps).toEqual([{ step: 'out-of-date' }]);
      expect((await hr.saskia.post(`/imports/${String(late?.['id'])}/application`, {})).status).toBe(202);
      await house.settled();
      expect((await hr.anna.get(`/imports/${String(late?.['id'])}`)).body['state']).toBe('applied');
    });

    it('let one of two people release a file that the brake stopped, not both', async () => {
      const half = demoFile('demo-nv-next-month.csv').cutAfter(100).toBytes();
      const { body } = await hr.anna.bring(half, {});
      expect(body['waitingFor']).toBe('release');
      const released = await Promise.all(
        [hr.saskia, hr.hanneke].map((who, index) =>
          who.post(`/imports/${String(body['id'])}/release`, {}, house.origins[index]),
        ),
      );
      expect(released.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(await audited('import.released', body['id'])).toBe(1);
      expect((await hr.saskia.post(`/imports/${String(body['id'])}/cancellation`)).status).toBe(204);
    });

    it('count the tries to sign in together', async () => {
      const ask = (origin: string | undefined) =>
        fetch(`${origin}/login/links`, {
          method: 'POST',
          body: new URLSearchParams({ email: 'nobody@demo-nv.example' }),
        }).then(({ status }) => status);
      const statuses: number[] = [];
      for (let n = 0; n < 24; n += 1) statuses.push(await ask(house.origins[n % 2]));
      expect(statuses.filter((status) => status === 200)).toHaveLength(20);
      expect(statuses.slice(20)).toEqual([429, 429, 429, 429]);
    });
  });
});

interface Counted {
  readonly counts: Readonly<Record<string, number>>;
}
