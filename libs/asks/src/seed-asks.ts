import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { column, one, rows, type Tx } from '#kernel';
import { periodOf } from './reward-rules.js';

/** What colleagues of the demo company asked each other: skill, and question, what they saw, what they tried, and the answer. */
const STORIES = [
  {
    skill: 'pd.share',
    nl: [
      'Een offerte met een klant delen',
      'De klant krijgt "geen toegang"',
      'De link opnieuw gestuurd',
      'Kies bij Delen voor ‘specifieke personen’ en vul het adres van de klant in.',
    ],
    en: [
      'Share a quote with a customer',
      'The customer gets "no access"',
      'Sent the link again',
      'Choose ‘specific people’ under Share and fill in the customer’s address.',
    ],
  },
  {
    skill: 'wp.devices',
    nl: [
      'Dubbelzijdig printen',
      'Er komen steeds losse vellen uit',
      'De printer uit- en aangezet',
      'Zet het aan bij Eigenschappen, tabblad Afwerking. Dan blijft het zo.',
    ],
    en: [
      'Print on both sides',
      'Single sheets keep coming out',
      'Switched the printer off and on',
      'Turn it on under Properties, tab Finishing. It stays that way.',
    ],
  },
  {
    skill: null,
    nl: [
      'Mijn agenda met een collega delen',
      'Zij ziet alleen ‘bezet’',
      'Haar uitgenodigd',
      'Geef haar onder Machtigingen het recht ‘Alle details’.',
    ],
    en: [
      'Share my calendar with a colleague',
      'She only sees ‘busy’',
      'Invited her',
      'Give her ‘All details’ under Permissions.',
    ],
  },
  {
    skill: 'rm.vpn',
    nl: [
      'Thuis bij de gedeelde map',
      'De map staat er niet',
      'Opnieuw aangemeld',
      'Start eerst de beveiligde verbinding en wacht tot het slotje groen is.',
    ],
    en: [
      'Reach the shared folder from home',
      'The folder is not there',
      'Signed in again',
      'Start the secure connection first and wait until the lock is green.',
    ],
  },
  {
    skill: 'ph.report',
    nl: [
      'Een vreemde mail melden',
      'De mail lijkt van onze bank',
      'Niets aangeklikt',
      'Gebruik de knop Meld phishing. Daarna mag je hem weggooien.',
    ],
    en: [
      'Report a strange mail',
      'It looks like it comes from our bank',
      'Clicked nothing',
      'Use the button Report phishing. After that you may delete it.',
    ],
  },
  {
    skill: 'wp.devices',
    nl: [
      'Mijn tweede scherm gebruiken',
      'Er staat ‘geen signaal’',
      'De kabel vast gedrukt',
      'Druk op Windows en P en kies Uitbreiden.',
    ],
    en: [
      'Use my second screen',
      'It says ‘no signal’',
      'Pushed the cable in',
      'Press Windows and P and choose Extend.',
    ],
  },
] as const;

const REWARDS = [
  ['time', 'Een uur eerder naar huis', 'Leave an hour early', 40, 3500],
  ['gift', 'Boekenbon van 10 euro', 'Book token of 10 euros', 30, 1000],
  ['charity', '10 euro voor de voedselbank', '10 euros for the food bank', 30, 1000],
  ['team', '5 euro voor de teampot', '5 euros for the team pot', 15, 500],
] as const;

const ASKS = 60;
const DAYS_BACK = 60;
/** Two who thank each other often, so that HR sees what a ring looks like. */
const RING_ROUNDS = 5;

interface Colleague {
  readonly id: string;
  readonly number: string;
  readonly language: 'nl' | 'en';
}

/** A number in [0, 1) that is the same at every load. */
const fixed = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32;
const pick = <T>(list: readonly T[], text: string): T => {
  const found = list[Math.floor(fixed(text) * list.length)];
  if (found === undefined) throw new Error('there is nobody to pick from');
  return found;
};

/**
 * Makes the demo company one in which people help each other: helpers, two months of solved asks with thanks, a budget
 * with rewards, digicoaches, and one ask that waits. Does nothing when there are asks already, or nobody with a licence.
 */
export async function seedAsks(tx: Tx, now: Temporal.Instant): Promise<void> {
  if (await one(tx, 'SELECT 1 FROM ask LIMIT 1')) return;
  const people = await rows<Colleague>(
    tx,
    `SELECT DISTINCT ON (p.number) p.id, p.number, p.language FROM person p JOIN placement m ON m.person_id = p.id
     WHERE m.valid @> $1::timestamptz::date ORDER BY p.number`,
    [now.toString()],
  );
  const helpers = await seedHelpers(tx, now);
  if (helpers.length < 4 || people.length < 10) return;
  await seedRewards(tx, now);
  await seedSolved(tx, people, helpers, now);
  await seedCoaches(tx, people, now);
  await rows(
    tx,
    `INSERT INTO ask_claim (person_id, reward_id, period, points, cents, claimed_at)
     SELECT h.person_id, r.id, b.period, r.points, r.cents, $1::timestamptz - interval '2 days' FROM (
       SELECT person_id FROM ask_thanks GROUP BY person_id HAVING sum(points) >= 30 ORDER BY sum(points) DESC, person_id LIMIT 3) h
     CROSS JOIN (SELECT * FROM ask_reward WHERE points <= 30 ORDER BY points DESC, name_nl LIMIT 1) r CROSS JOIN ask_budget b`,
    [now.toString()],
  );
}

/** Most licence holders help, each with about a third of the subjects of their licence. */
async function seedHelpers(tx: Tx, now: Temporal.Instant): Promise<Colleague[]> {
  const holders = await rows<Colleague & { category: string }>(
    tx,
    `SELECT DISTINCT ON (p.number) p.id, p.number, p.language, l.category FROM licence l JOIN person p ON p.id = l.person_id
     JOIN placement m ON m.person_id = p.id AND m.valid @> $1::timestamptz::date
     WHERE l.state IN ('valid', 'renewal', 'grace') ORDER BY p.number`,
    [now.toString()],
  );
  const helpers = holders.filter(({ number }) => fixed(`helper ${number}`) < 0.75);
  await rows(
    tx,
    `INSERT INTO ask_helper (person_id, is_on, per_week, languages, helps_reports, changed_at)
     SELECT h.id, true, 3, CASE WHEN h.language = 'en' OR h.bilingual THEN ARRAY['nl', 'en'] ELSE ARRAY['nl'] END, false, $4
     FROM unnest($1::uuid[], $2::text[], $3::boolean[]) AS h(id, language, bilingual)`,
    [
      column(helpers, ({ id }) => id),
      column(helpers, ({ language }) => language),
      column(helpers, ({ number }) => fixed(`english ${number}`) < 0.5),
      now.toString(),
    ],
  );
  await rows(
    tx,
    `INSERT INTO ask_helper_skill (person_id, skill)
     SELECT h.id, s.id FROM unnest($1::uuid[], $2::text[], $3::text[]) AS h(id, number, category)
     JOIN (SELECT DISTINCT ON (id) id, status, body ->> 'category' AS category FROM skill_version ORDER BY id, version DESC) s
       ON s.category = h.category AND s.status <> 'retired'
     WHERE abs(hashtext(h.number || s.id)) % 3 = 0`,
    [
      column(helpers, ({ id }) => id),
      column(helpers, ({ number }) => number),
      column(helpers, ({ category }) => category),
    ],
  );
  return helpers;
}

async function seedRewards(tx: Tx, now: Temporal.Instant): Promise<void> {
  await rows(
    tx,
    `INSERT INTO ask_reward (kind, name_nl, name_en, points, cents)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[])`,
    [0, 1, 2, 3, 4].map((at) => REWARDS.map((reward) => reward[at])),
  );
  const period = periodOf(now.toString().slice(0, 10));
  await rows(
    tx,
    'INSERT INTO ask_budget (period, cents, points, per_day, per_pair, per_period, version) VALUES ($1, 150000, 10, 5, 3, 40, 1)',
    [period],
  );
}

interface Told {
  readonly asker: Colleague;
  readonly helperId: string;
  readonly words: readonly [string, string, string, string];
  readonly skill: string | null;
  readonly createdAt: string;
  readonly minutes: number;
}

async function seedSolved(
  tx: Tx,
  people: readonly Colleague[],
  helpers: readonly Colleague[],
  now: Temporal.Instant,
): Promise<void> {
  const skills = await rows<{ skill: string; personId: string }>(
    tx,
    'SELECT skill, person_id AS "personId" FROM ask_helper_skill ORDER BY person_id, skill',
  );
  const story = (asker: Colleague, helper: Colleague, name: string): Told => {
    const day = now
      .subtract({ hours: 24 * (1 + Math.floor(fixed(`${name} day`) * DAYS_BACK)) })
      .toString()
      .slice(0, 10);
    const minute = 60 * 8 + Math.floor(fixed(`${name} minute`) * 60 * 6);
    const own = new Set(skills.filter(({ personId }) => personId === helper.id).map(({ skill }) => skill));
    const fitting = STORIES.filter(({ skill }) => skill !== null && own.has(skill));
    const told = pick(fitting.length > 0 ? fitting : STORIES, name);
    return {
      ...{ asker, helperId: helper.id, words: told[asker.language] },
      skill: told.skill,
      createdAt: Temporal.Instant.from(`${day}T00:00:00Z`).add({ minutes: minute }).toString(),
      minutes: 6 + Math.floor(fixed(`${name} took`) ** 2 * 70),
    };
  };
  const told = Array.from({ length: ASKS }, (_, index) => {
    const asker = pick(people, `asker ${index}`);
    return story(
      asker,
      pick(
        helpers.filter(({ id }) => id !== asker.id),
        `helper ${index}`,
      ),
      `ask ${index}`,
    );
  });
  const emilia = people.find(({ number }) => number === '1005');
  const first = helpers.find(({ number }) => Number(number) > 1020);
  if (emilia && first) told.push(story(emilia, first, 'emilia'));
  const [one, other] = helpers.filter(({ number }) => Number(number) > 1065);
  if (one && other)
    for (let round = 0; round < RING_ROUNDS; round += 1)
      told.push(story(one, other, `ring ${round}`), story(other, one, `ring back ${round}`));
  await writeSolved(tx, told);
}

async function writeSolved(tx: Tx, told: readonly Told[]): Promise<void> {
  await rows(
    tx,
    `WITH told AS (
       SELECT uuidv7() AS ask_id, uuidv7() AS message_id, t.* FROM unnest(
         $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::int[])
         AS t(asker, helper, language, skill, wants, sees, tried, answer, at, minutes)),
     asked AS (
       INSERT INTO ask (id, person_id, skill, language, audience, wants, sees, tried, urgency, state, created_at, helper_id,
         taken_at, solution_id, ended_at)
       SELECT ask_id, asker, skill, language, 'one', wants, sees, tried, 'today', 'solved', at, helper, at, message_id,
         at + make_interval(mins => minutes) FROM told RETURNING id),
     turned AS (
       INSERT INTO ask_turn (ask_id, person_id, asked_at, why, outcome, ended_at)
       SELECT ask_id, helper, at, ARRAY['licensed'], 'taken', at + interval '3 minutes' FROM told),
     answered AS (
       INSERT INTO ask_message (id, ask_id, person_id, words, at)
       SELECT message_id, ask_id, helper, answer, at + make_interval(mins => minutes - 2) FROM told)
     INSERT INTO ask_thanks (ask_id, person_id, from_id, words, points, why_none, at)
     SELECT ask_id, helper, asker, NULL, CASE WHEN pair <= 3 THEN 10 ELSE 0 END, CASE WHEN pair > 3 THEN 'pair-cap' END,
       at + make_interval(mins => minutes)
     FROM (SELECT told.*, row_number() OVER (PARTITION BY least(asker, helper), greatest(asker, helper) ORDER BY at) AS pair
           FROM told) numbered`,
    [
      column(told, ({ asker }) => asker.id),
      column(told, ({ helperId }) => helperId),
      column(told, ({ asker }) => asker.language),
      column(told, ({ skill }) => skill),
      ...[0, 1, 2, 3].map((at) => column(told, ({ words }) => words[at] ?? '')),
      column(told, ({ createdAt }) => createdAt),
      column(told, ({ minutes }) => minutes),
    ],
  );
}

/** Jolanda at the desk and Mo on the night shift coach; eight people finished, and two are busy. */
async function seedCoaches(tx: Tx, people: readonly Colleague[], now: Temporal.Instant): Promise<void> {
  const coaches = people.filter(({ number }) => number === '1010' || number === '1022');
  if (coaches.length === 0) return;
  await rows(tx, 'INSERT INTO ask_coach (person_id, named_at) SELECT c, $2 FROM unnest($1::uuid[]) AS c', [
    column(coaches, ({ id }) => id),
    now.subtract({ hours: 24 * 90 }).toString(),
  ]);
  const coached = people.filter(({ number }) => Number(number) > 1070).slice(0, 10);
  const score = (name: string, least: number) => least + Math.floor(fixed(name) * 3);
  const scans = (what: string, least: number) =>
    coached.map(
      ({ number }) => `{${[1, 2, 3, 4, 5].map((at) => score(`${what} ${number} ${at}`, least)).join(',')}}`,
    );
  await rows(
    tx,
    `INSERT INTO ask_coaching (person_id, coach_id, wish, before, after, began_at, ended_at)
     SELECT c.id, c.coach, 'Bestanden terugvinden en delen', c.before::smallint[], CASE WHEN c.done THEN c.after::smallint[] END,
       $6::timestamptz - interval '40 days', CASE WHEN c.done THEN $6::timestamptz - interval '5 days' END
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::boolean[]) AS c(id, coach, before, after, done)`,
    [
      column(coached, ({ id }) => id),
      column(coached, ({ number }) => pick(coaches, `coach ${number}`).id),
      scans('before', 1),
      scans('after', 3),
      coached.map((_, index) => index < 8),
      now.toString(),
    ],
  );
}
