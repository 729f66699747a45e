import { rows } from '#kernel';
import { verifyLedger } from '#licences';
import { demoFile } from '../journeys/hr-file.js';
import { AnswerSheet } from '../support/answers.js';
import { CAST_NUMBERS } from '../support/cast.js';
import { Colleague } from './colleague.js';
import { cleanUp, compile } from './programs.js';
import { Several } from './several.js';
import { BEGIN, outcomeOf, playWeeks, SITTERS } from './weeks-story.js';

describe('two web and two worker processes on one database', () => {
  let sheet: AnswerSheet;
  /** What one of each came to: every other company is laid beside it. */
  let alone: Record<string, readonly string[]>;

  beforeAll(async () => {
    await compile();
    sheet = await AnswerSheet.load();
    const house = await Several.start({ each: 1, queues: 'PostgreSQL', at: BEGIN });
    try {
      await playWeeks(house, sheet);
      alone = await outcomeOf(house);
    } finally {
      await house.stop();
    }
  }, 300_000);
  afterAll(cleanUp, 60_000);

  it('have a story in which something happens', () => {
    for (const [name, lines] of Object.entries(alone)) expect([name, lines.length > 0]).toEqual([name, true]);
  });

  describe.each(['PostgreSQL', 'Redis'] as const)('with the queues on %s', (queues) => {
    let house: Several;
    const count = (sql: string, values?: readonly unknown[]) => house.count(sql, values);

    beforeAll(async () => {
      house = await Several.start({ each: 2, queues, at: BEGIN });
      await playWeeks(house, sheet);
    }, 120_000);
    afterAll(() => house?.stop(), 60_000);

    it('come to the same people, requirements, licences, messages and milestones as one of each', async () => {
      const together = await outcomeOf(house);
      for (const [name, lines] of Object.entries(alone)) expect({ [name]: together[name] }).toEqual({ [name]: lines });
      expect(await house.database.db.transaction((tx) => verifyLedger(tx))).toMatchObject({ ok: true });
    });

    it('share the work, and each listener heard each event once', async () => {
      for (const worker of house.workers) expect(worker.output).toContain('job done');
      const [left = 0, right = 0] = house.balancer.shares;
      expect(Math.abs(left - right)).toBeLessThanOrEqual(1);
      const heard = await rows<{ listener: string; event: string; told: number; heard: number }>(
        house.database.db.read,
        `SELECT h.listener, o.name AS event, count(*)::int AS heard,
                (SELECT count(*)::int FROM outbox a WHERE a.name = o.name AND a.id > $1) AS told
         FROM handled h JOIN outbox o ON o.id = h.outbox_id WHERE o.id > $1 GROUP BY 1, 2`,
        [house.since],
      );
      expect(heard.length).toBeGreaterThan(10);
      expect(heard.filter(({ told, heard: times }) => told !== times)).toEqual([]);
      expect(await count('job_failure')).toBe(0);
    });
  });
});
