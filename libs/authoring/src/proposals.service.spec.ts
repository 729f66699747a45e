import { type Actor, parseConfig, systemActor } from '#kernel';
import { CatalogueService } from '#catalogue';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { FixedClock } from '#kernel';
import { madeContent, makeLearner, published } from '../../attempts/src/testing/index.js';
import { proposeItem } from './proposals.schemas.js';
import { PROPOSALS_A_DAY } from './proposal.js';
import { ProposalsService } from './proposals.service.js';

const question = {
  stem: 'Je loopt even weg bij je scherm. Wat doe je eerst?',
  ...{ right: 'Ik vergrendel het scherm', rightWhy: 'Zo komt niemand erin' },
  ...{ wrong1: 'Ik zet het geluid even uit', wrong1Why: 'Dat houdt niemand tegen' },
  ...{ wrong2: 'Ik draai het scherm weg', wrong2Why: 'Wie het terugdraait, zit erin' },
};

describe('a question that a colleague proposes', () => {
  let database: TestDatabase;
  let proposals: ProposalsService;
  let clock: FixedClock;
  let chaima: Actor;
  let karim: Actor;

  beforeEach(async () => {
    database = await testDatabase();
    clock = new FixedClock('2026-11-23T09:00:00Z');
    const catalogue = new CatalogueService(database.db, clock, parseConfig({}));
    await catalogue.publish(systemActor('spec'), madeContent());
    proposals = new ProposalsService(database.db, clock, catalogue);
    chaima = { ...(await makeLearner(database.db, '1003')), language: 'nl' };
    karim = { ...(await makeLearner(database.db, '1011')), grants: ['author'] };
  });
  afterEach(() => database.close());

  it('waits for an author, who approves it with words; the proposer is told', async () => {
    const id = await proposals.propose(chaima, 'tx.s1', question);
    expect(await proposals.approved(karim)).toEqual([]);
    expect(await proposals.list(karim)).toMatchObject([
      { id, skill: 'tx.s1', language: 'nl', outcome: null, proposer: { id: chaima.personId }, problems: [] },
    ]);
    await proposals.decide(karim, id, { outcome: 'approved', answer: 'Mooie vraag' });
    expect(await proposals.own(chaima)).toMatchObject([{ outcome: 'approved', answer: 'Mooie vraag' }]);
    expect(await published(database.db, 'item-proposal.decided')).toEqual([
      { proposalId: id, personId: chaima.personId, outcome: 'approved' },
    ]);
    const [approved] = await proposals.approved(systemActor('cli'));
    expect(approved).toMatchObject({
      stem: question.stem,
      options: [{ text: question.right, key: true }, {}, {}],
    });
    await expect(
      proposals.decide(karim, id, { outcome: 'declined', answer: 'Toch niet' }),
    ).rejects.toMatchObject({
      definition: { type: 'item-proposal-decided' },
    });
  });

  it('is never pulled when it was declined', async () => {
    const id = await proposals.propose(chaima, 'tx.s1', question);
    await proposals.decide(karim, id, { outcome: 'declined', answer: 'Die hebben we al' });
    expect(await proposals.approved(karim)).toEqual([]);
  });

  it('is decided by an author, and never by who proposed it', async () => {
    const id = await proposals.propose(karim, 'tx.s1', question);
    const yes = { outcome: 'approved' as const, answer: 'Ja hoor' };
    await expect(proposals.decide(karim, id, yes)).rejects.toMatchObject({ status: 403 });
    await expect(proposals.decide(chaima, id, yes)).rejects.toMatchObject({ status: 403 });
    await expect(proposals.list(chaima)).rejects.toMatchObject({ status: 403 });
    await expect(proposals.approved(chaima)).rejects.toMatchObject({ status: 403 });
  });

  it('shows its author which rules the text breaks, in its own language only', async () => {
    await proposals.propose(chaima, 'tx.s1', { ...question, stem: 'Je scherm staat open. Wat doe je niet?' });
    const [found] = await proposals.list(karim);
    expect(found?.problems.map(({ rule, field }) => [rule, field])).toEqual([
      ['no-negative-question', 'stem.nl'],
    ]);
  });

  it('is about a skill that is taught, and the fifth of a day at most', async () => {
    await expect(proposals.propose(chaima, 'tx.gone', question)).rejects.toMatchObject({ status: 404 });
    const sent = await Promise.allSettled(
      Array.from({ length: PROPOSALS_A_DAY + 2 }, () => proposals.propose(chaima, 'tx.s1', question)),
    );
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(PROPOSALS_A_DAY);
    clock.advance({ hours: 25 });
    await proposals.propose(chaima, 'tx.s1', question);
  });

  it('has three answers that differ in more than a comma', () => {
    expect(proposeItem.safeParse(question).success).toBe(true);
    const same = proposeItem.safeParse({ ...question, wrong2: `${question.right}.` });
    expect(same.error?.issues).toMatchObject([{ path: ['wrong2'], message: 'authoring.choices_differ' }]);
  });
});
