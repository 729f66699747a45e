import { rows } from '#kernel';
import { type ApiQuestion, apiAnswer } from '../browser/api-sitting.js';
import { demoFile } from '../journeys/hr-file.js';
import type { AnswerSheet } from '../support/answers.js';
import { CAST_NUMBERS, type CastName } from '../support/cast.js';
import { Colleague } from './colleague.js';
import { eventually } from './programs.js';
import type { Several } from './several.js';

/** A Tuesday, before anybody is at work: nothing goes out by itself while the story goes on. */
export const BEGIN = '2026-12-01T05:00:00Z';
const MORNING = '2026-12-01T08:20:00Z';
/** Six weeks on, when licences of the demo have opened for renewal, went into grace and lapsed. */
const LATER = '2027-01-14T05:00:00Z';
const LATER_MORNING = '2027-01-14T08:20:00Z';

/** Who pass the exam, all at the same time. */
export const SITTERS = ['chaima', 'daan', 'karim', 'femke'] as const;
/** What others count on in the night. */
const FIRST = ['people.daily', 'policies.evaluate', 'licences.sweep'];
/** More than any exam asks. */
const PATIENCE = 60;

/**
 * What an employer lives through in six weeks: next month's file with its movers and leavers, a new policy, exams,
 * reminders, a night of schedules.
 */
export async function playWeeks(house: Several, sheet: AnswerSheet): Promise<void> {
  const { origin } = house.balancer;
  const anna = await Colleague.signIn(origin, await house.idOf(CAST_NUMBERS.anna));
  await bringNextMonth(house, anna);
  await publishPolicy(anna);
  await house.settled();
  await Promise.all(SITTERS.map((name) => passExam(house, name, sheet)));
  await house.settled();
  await house.comeDue(['people.daily', 'policies.evaluate', 'policies.remind']);
  await house.setClock(MORNING);
  await house.comeDue(['nudges.bundle']);
  await house.setClock(LATER);
  const others = (await house.scheduleNames()).filter((name) => ![...FIRST, 'nudges.bundle'].includes(name));
  await house.comeDue([...FIRST, ...others]);
  await house.setClock(LATER_MORNING);
  await house.comeDue(['nudges.bundle']);
}

async function bringNextMonth(house: Several, anna: Colleague): Promise<void> {
  const made = await anna.bring(demoFile('demo-nv-next-month.csv').toBytes(), {});
  expect(made).toMatchObject({ status: 201, body: { state: 'planned', waitingFor: 'nothing' } });
  const id = String(made.body['id']);
  expect((await anna.post(`/imports/${id}/application`, { leaveBroken: false })).status).toBe(202);
  await eventually('the import', async () => {
    const { body } = await anna.get(`/imports/${id}`);
    return body['state'] === 'applied';
  });
  await house.settled();
}

async function publishPolicy(anna: Colleague): Promise<void> {
  const policy = await anna.post('/policies', {
    title: { nl: 'Facilitair werkt veilig', en: 'Facilities works safely' },
    category: 'A',
    rule: { team: { code: 'OPS-FAC', below: true } },
    due: { afterJoining: 15 },
  });
  expect(policy.status).toBe(201);
  expect((await anna.post(`/policies/${String(policy.body['id'])}/publication`)).status).toBe(200);
}

interface Seen {
  readonly id: string;
  readonly session: string;
  readonly question: ApiQuestion | null;
}

/**
 * A whole exam with right answers only, every request at the next web process. Karim's program is impatient: it sends
 * each answer to all of them at once.
 */
async function passExam(house: Several, name: CastName, sheet: AnswerSheet): Promise<void> {
  const somebody = await Colleague.signIn(house.balancer.origin, await house.idOf(CAST_NUMBERS[name]));
  const begun = await somebody.post('/attempts', { kind: 'exam', category: 'A' });
  expect([name, begun.status]).toEqual([name, 201]);
  let view = begun.body as unknown as Seen;
  const { id, session } = view;
  const at = name === 'karim' ? [...house.origins] : [house.balancer.origin];
  for (let n = 1; n <= PATIENCE && view.question; n += 1) {
    const { position } = view.question;
    const answer = apiAnswer(sheet, view.question, true);
    const sent = await Promise.all(
      at.map((origin) => somebody.post(`/attempts/${id}/answers`, { position, session, answer }, origin)),
    );
    expect(sent.map(({ status }) => status)).toEqual(at.map(() => 200));
    view = sent[0]?.body['attempt'] as Seen;
    if (sent.length === 1) continue;
    // Whichever was first, both show the same next question.
    const shown = sent.map(({ body }) => (body['attempt'] as Seen).question?.stem ?? null);
    expect(new Set(shown).size).toBe(1);
  }
  expect((await somebody.get(`/attempts/${id}/result`)).body['outcome']).toBe('passed');
}

/** By the name of what it is, line for line. */
export type Outcome = Readonly<Record<string, readonly string[]>>;

/** What there is in the end, without ids and moments, so that two companies can be laid side by side. */
export async function outcomeOf(house: Several): Promise<Outcome> {
  const tables = Object.entries(OUTCOME).map(async ([name, sql]) => {
    const lines = await rows<object>(house.database.db.read, sql);
    return [name, lines.map((line) => JSON.stringify(line)).sort()] as const;
  });
  return Object.fromEntries(await Promise.all(tables));
}

const WHO = 'JOIN person p ON p.id = t.person_id';
const OUTCOME: Readonly<Record<string, string>> = {
  people: `SELECT number, team_code, job, weekly_hours, employment_start, manager_id IS NULL AS alone FROM person_facts('2027-01-14')`,
  requirements: `SELECT p.number, y.draft ->> 'titleNl' AS policy, t.version, t.state, t.joined_on, t.lost_on, t.due_on, t.proof_on, t.told, t.ended_on
    FROM requirement t ${WHO} JOIN policy y ON y.id = t.policy_id`,
  'changes of requirements': `SELECT p.number, c.kind, c.due_before, c.due_on, c.reason, c.state_before
    FROM requirement_change c JOIN requirement t ON t.id = c.requirement_id ${WHO}`,
  licences: `SELECT p.number, t.category, t.state, t.issued_on, t.granted_on, t.valid_until, t.grace_until, t.renewal_opens_on, t.next_change_on,
    t.suspended_on, t.ended_on, t.noticed_until, t.noticed_days, t.memory_band FROM licence t ${WHO}`,
  'lines of the ledger': `SELECT p.number, t.kind, t.actor, t.at::date AS day FROM licence_change t ${WHO}`,
  nudges: `SELECT p.number, t.purpose, t.category, t.about_on, t.state, t.collected_at::date AS day FROM nudge t ${WHO}`,
  messages: `SELECT p.number, t.channel, t.kind, t.state, t.outcome, t.planned_for::date AS day FROM message t ${WHO}`,
  // Which of two facilities that close on one day is named first, lies in their ids, which are others in each house.
  mails: `SELECT sent_to, regexp_replace(subject, '^.* gaat (.*) dicht$', 'A facility: \\1') AS subject FROM mail_message`,
  milestones: `SELECT title ->> 'nl' AS title, state, announced_at::date AS announced, decided_on FROM milestone`,
  announcements: `SELECT p.number, m.title ->> 'nl' AS title FROM announcement t ${WHO} JOIN milestone m ON m.id = t.milestone_id`,
  access: `SELECT p.number, f.code, t.access, t.reason, t.closing_for FROM facility_access t ${WHO} JOIN facility f ON f.id = t.facility_id`,
  findings: `SELECT kind, details, mended_at IS NULL AS open FROM person_finding`,
  attempts: `SELECT p.number, t.kind, t.category, t.state, t.outcome FROM attempt t ${WHO}`,
  'audit lines': `SELECT actor_kind, actor_name, action, subject_type, count(*)::int AS lines FROM audit_event GROUP BY 1, 2, 3, 4`,
};
