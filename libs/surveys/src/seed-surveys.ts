import { seeded, shuffled } from '#assessment';
import { EVERYONE } from '#audiences';
import { type Actor, one, rows, type Tx } from '#kernel';
import { Temporal } from 'temporal-polyfill';
import { questionOf } from './bank.js';
import { coarsen, type Facts } from './facts.js';
import { addAnswers, addParticipants, listFacts } from './participation.queries.js';
import { type AnswerLine, FEWEST_COMMENTS, SMALLEST_GROUP, type SurveyState, type Topic } from './survey.js';
import {
  addAction,
  addSurvey,
  findByNumbers,
  savePredictions,
  setState,
  type SurveyTermsKept,
} from './surveys.queries.js';
import { homeToday, mixForGood } from './turn-surveys.js';

const AUDIENCE = { nl: 'Iedereen', en: 'Everybody' };
const random = seeded('surveys of the demo');

/** Whoever leads people counts as a VIP at the demo company, so that there are enough of them to compare. */
interface Asked {
  readonly personId: string;
  readonly facts: Facts;
}

interface Plan {
  readonly terms: SurveyTermsKept;
  readonly state: SurveyState;
  /** How many of each kind answer. */
  readonly vips: number;
  readonly others: number;
  /** Shares by question, of VIPs and of the others; of a probe by topic. */
  readonly shares: Readonly<Record<string, readonly [vips: number, others: number]>>;
  readonly predictions: Readonly<Record<'it' | 'hr', Readonly<Record<string, number>>>>;
}

const IT_CHAT: Topic = {
  kind: 'service',
  id: 'chat-met-it',
  name: { nl: 'Chat met IT', en: 'Chat with IT' },
};
const WALK_IN: Topic = { kind: 'service', id: 'it-balie', name: { nl: 'IT-balie', en: 'IT desk' } };
const FOIL: Topic = {
  kind: 'foil',
  id: 'foil-cable-post',
  name: { nl: 'Kabelpost aan huis', en: 'Cable Post to your home' },
};

function plans(today: string): Plan[] {
  const on = (days: number): string => Temporal.PlainDate.from(today).add({ days }).toString();
  const terms = (
    title: SurveyTermsKept['title'],
    questions: readonly string[],
    [opens, closes]: readonly [number, number],
    topics: readonly Topic[] = [],
  ): SurveyTermsKept => ({
    ...{
      title,
      questions,
      topics,
      rule: EVERYONE,
      audience: AUDIENCE,
      sampleSize: 110,
      dimensions: ['vip', 'grade', 'site', 'contract'],
    },
    ...{
      smallestGroup: SMALLEST_GROUP,
      fewestComments: FEWEST_COMMENTS,
      opensOn: on(opens),
      closesOn: on(closes),
      repeatWeeks: null,
    },
  });
  return [
    {
      terms: terms(
        { nl: 'Hoe gaat het met IT?', en: 'How is IT doing?' },
        ['satisfied', 'speed', 'human'],
        [-64, -50],
      ),
      state: 'closed',
      ...{ vips: 34, others: 46 },
      shares: { satisfied: [0.65, 0.46], speed: [0.12, 0.26], human: [0.5, 0.4] },
      predictions: {
        it: { satisfied: 0.72, speed: 0.05, human: 0.83 },
        hr: { satisfied: 0.6, speed: 0.15, human: 0.6 },
      },
    },
    {
      terms: terms(
        { nl: 'Ken je dit?', en: 'Do you know this?' },
        ['aware'],
        [-33, -19],
        [WALK_IN, FOIL, IT_CHAT],
      ),
      state: 'closed',
      ...{ vips: 20, others: 80 },
      shares: { 'it-balie': [0.7, 0.55], 'chat-met-it': [0.05, 0.0625], 'foil-cable-post': [0, 0.025] },
      predictions: { it: {}, hr: {} },
    },
    {
      terms: terms(
        { nl: 'Hulp van IT deze maand', en: 'Help from IT this month' },
        ['solved', 'effort', 'improve'],
        [0, 12],
      ),
      state: 'open',
      ...{ vips: 0, others: 0 },
      shares: {},
      predictions: { it: { solved: 0.8, effort: 0.7 }, hr: { solved: 0.7, effort: 0.6 } },
    },
    {
      terms: terms(
        { nl: 'Hoe gaat het nu met IT?', en: 'How is IT doing now?' },
        ['satisfied', 'speed', 'human'],
        [30, 44],
      ),
      state: 'predicting',
      ...{ vips: 0, others: 0 },
      shares: {},
      predictions: { it: {}, hr: { satisfied: 0.6, speed: 0.2, human: 0.5 } },
    },
    {
      terms: terms(
        { nl: 'Hoe ging het met IT?', en: 'How was IT doing?' },
        ['satisfied', 'speed', 'human'],
        [-246, -232],
      ),
      state: 'closed',
      ...{ vips: 32, others: 48 },
      shares: { satisfied: [0.6, 0.35], speed: [0.2, 0.4], human: [0.55, 0.5] },
      predictions: { it: { satisfied: 0.7, speed: 0.1, human: 0.8 }, hr: {} },
    },
  ];
}

/** Members of the cast who are asked in the survey that is open now: personnel numbers. */
const CAST = ['1003', '1004', '1005', '1012'];
const SPEAKERS = { it: '1018', hr: '1001' } as const;

/**
 * Three surveys that are over, one that is open and one that waits for predictions, with what follows from the first. Does
 * nothing when there is a survey already.
 */
export async function seedSurveys(
  tx: Tx,
  { actor, now }: { actor: Actor; now: Temporal.Instant },
): Promise<void> {
  if (await one(tx, 'SELECT 1 FROM survey LIMIT 1')) return;
  const today = homeToday(now);
  await rows(
    tx,
    'INSERT INTO survey_vip (person_id) SELECT DISTINCT person_id FROM person_facts($1) WHERE is_manager',
    [today],
  );
  const people = await listFacts(tx, today);
  const cast = new Set((await findByNumbers(tx, CAST)).map(({ id }) => id));
  const ids: string[] = [];
  for (const plan of plans(today)) ids.push(await seedOne(tx, plan, people, cast, { actor, now, today }));
  await seedActions(tx, ids[0] ?? '', today, now);
}

async function seedOne(
  tx: Tx,
  plan: Plan,
  people: readonly Asked[],
  cast: ReadonlySet<string>,
  { actor, now, today }: { actor: Actor; now: Temporal.Instant; today: string },
): Promise<string> {
  const id = await addSurvey(tx, plan.terms, actor.personId, now.toString());
  await setState(tx, id, 'predicting');
  for (const side of ['it', 'hr'] as const) {
    const [speaker] = await findByNumbers(tx, [SPEAKERS[side]]);
    const shares = Object.entries(plan.predictions[side]).map(([question, share]) => ({ question, share }));
    if (speaker && shares.length > 0) {
      await savePredictions(tx, id, { personId: speaker.id, side }, shares, now.toString());
    }
  }
  if (plan.state === 'predicting') return id;
  await setState(tx, id, 'open');
  const asked = askedOf(plan, people, cast);
  const told = coarsen(asked, plan.terms.dimensions, SMALLEST_GROUP).map(({ person, facts }) => ({
    personId: person.personId,
    facts,
  }));
  const day = plan.terms.opensOn < today ? plan.terms.opensOn : today;
  await addParticipants(tx, id, told, day);
  const vips = told.filter(({ facts }) => facts.vip === 'yes').slice(0, plan.vips);
  const others = told.filter(({ facts }) => facts.vip !== 'yes').slice(0, plan.others);
  await rows(
    tx,
    'UPDATE survey_participation SET answered = true WHERE survey_id = $1 AND person_id = ANY($2)',
    [id, [...vips, ...others].map(({ personId }) => personId)],
  );
  await addAnswers(tx, id, [...answersOf(plan, vips, 0), ...answersOf(plan, others, 1)]);
  if (plan.state === 'closed') {
    await mixForGood(tx, { ...plan.terms, id });
    await setState(tx, id, 'closed');
  }
  return id;
}

/** The cast first in the survey that is open, VIPs first in those that are over; by lot within. */
function askedOf(plan: Plan, people: readonly Asked[], cast: ReadonlySet<string>): Asked[] {
  const order = shuffled(people, random, plan.terms.title.nl);
  const first = (person: Asked): boolean =>
    plan.state === 'open' ? cast.has(person.personId) : person.facts.vip === 'yes';
  const sorted = [...order.filter(first), ...order.filter((person) => !first(person))];
  return sorted.slice(0, plan.terms.sampleSize ?? sorted.length);
}

type Given = AnswerLine & { readonly facts: Facts };

/** The first of a group say what counts, as many as the share says. */
function answersOf(plan: Plan, group: readonly Asked[], kind: 0 | 1): Given[] {
  const isYes = (key: string, i: number): boolean =>
    i < Math.round((plan.shares[key]?.[kind] ?? 0) * group.length);
  return plan.terms.questions.flatMap((key): Given[] => {
    if (key === 'aware') {
      return plan.terms.topics.flatMap(({ id }) =>
        group.map((_, i) => ({ question: key, topic: id, value: isYes(id, i) ? 'yes' : 'no', facts: {} })),
      );
    }
    const choices = questionOf(key)?.choices ?? [];
    // Each answer once for every person, in an order of the question's own: who is satisfied isn't who is quick to say so.
    return shuffled(group, random, `${key} ${kind}`).map(({ facts }, i) => {
      const fitting = choices.filter((choice) => choice.counts === isYes(key, i));
      const value = fitting[Math.floor(random('choice', key, kind, i) * fitting.length)]?.value ?? '';
      return { question: key, topic: null, value, facts };
    });
  });
}

async function seedActions(tx: Tx, surveyId: string, today: string, now: Temporal.Instant): Promise<void> {
  const on = (days: number): string => Temporal.PlainDate.from(today).add({ days }).toString();
  const [owner] = await findByNumbers(tx, ['1065']);
  if (!owner) return;
  await addAction(
    tx,
    {
      ...{ surveyId, question: 'speed', ownerId: owner.id, dueOn: on(-10), doneOn: on(-12) },
      said: { nl: 'We wachten te lang op antwoord.', en: 'We wait too long for an answer.' },
      does: {
        nl: 'De servicedesk belt voortaan binnen een uur terug.',
        en: 'The service desk now calls back within an hour.',
      },
    },
    now.toString(),
  );
  await addAction(
    tx,
    {
      ...{ surveyId, question: 'human', ownerId: owner.id, dueOn: on(20) },
      said: {
        nl: 'Niet iedereen wil bellen; chatten mag ook.',
        en: 'Not everybody wants to call; chatting is fine too.',
      },
      does: {
        nl: 'We zetten de chat op elke pagina en vertellen het in elk team.',
        en: 'We put the chat on every page and tell every team.',
      },
    },
    now.toString(),
  );
}
