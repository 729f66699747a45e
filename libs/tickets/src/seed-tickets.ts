import { createHash } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import { one, rows, type Tx } from '#kernel';
import { suggestCard } from '#knowledge';
import { chooseSkill } from './choose-skill.js';
import { LABELLED_TEXTS } from './labelled-texts.js';
import { seedRules } from './recognise.service.js';
import { languageOf } from './skill-words.js';
import { trainClassifier } from './skill-classifier.js';

/** What the helpdesk of the demo company heard in its old system, and what lies on IT's desk today. */
export async function seedTickets(tx: Tx, now: Temporal.Instant): Promise<void> {
  await seedRules(tx, now.toString());
  const source = await one<{ id: string }>(
    tx,
    `INSERT INTO ticket_source (name, kind, created_at, heard_at) VALUES ('TOPdesk (export)', 'csv', $1, $1) RETURNING id`,
    [now.toString()],
  );
  const people = await rows<{ id: string; number: string }>(
    tx,
    `SELECT DISTINCT p.id, p.number FROM person p JOIN employment e ON e.person_id = p.id WHERE e.valid @> $1::date ORDER BY p.number`,
    [now.toString().slice(0, 10)],
  );
  const classifier = trainClassifier(LABELLED_TEXTS);
  // A fixed draw per personnel number and turn: the same company at every load. A few topics come up far more than others.
  const told = people.flatMap(({ id, number }) =>
    [1, 2, 3].flatMap((turn) => {
      const draw = createHash('sha256').update(`ticket ${number} ${turn}`).digest();
      if (number !== '1005' && (draw[0] ?? 0) > 120 - 25 * turn) return [];
      // Two of the cast's tickets are about devices, so that somebody has an offer to look at.
      const isTwice = number === '1005' && turn < 3;
      const place = isTwice ? turn : Math.floor(((draw[1] ?? 0) / 256) ** 2 * LABELLED_TEXTS.length);
      const example = LABELLED_TEXTS[place];
      if (example === undefined) return [];
      const openedAt = now.subtract({
        minutes: 1440 * (isTwice ? 30 * turn : 20 + ((draw[2] ?? 0) % 200)) + (draw[3] ?? 0),
      });
      const choice = chooseSkill(example.text, [], classifier);
      return [
        {
          ...{
            externalId: `TD-${number}-${turn}`,
            personId: id,
            title: example.text,
            language: languageOf(example.text),
          },
          ...{
            skill: choice.skill,
            skillBy: choice.by,
            confidence: choice.confidence,
            needsReview: choice.needsReview,
          },
          ...{
            openedAt: openedAt.toString(),
            closedAt: openedAt.add({ hours: 2 + ((draw[4] ?? 0) % 40) }).toString(),
          },
        },
      ];
    }),
  );
  await rows(
    tx,
    `INSERT INTO ticket (person_id, source_id, external_id, title, words, language, impact, state, skill, skill_by, confidence,
       needs_review, opened_at, changed_at, closed_at)
     SELECT "personId", $1, "externalId", title, '', language, 'one', 'closed', skill, "skillBy", confidence, "needsReview",
       "openedAt", "closedAt", "closedAt"
     FROM jsonb_to_recordset($2) AS d("personId" uuid, "externalId" text, title text, language text, skill text, "skillBy" text,
       confidence real, "needsReview" boolean, "openedAt" timestamptz, "closedAt" timestamptz)`,
    [source?.id, JSON.stringify(told)],
  );
  await seedDesk(tx, now);
  await rows(
    tx,
    `INSERT INTO ticket_offer (person_id, skill, tickets, offered_at)
     SELECT person_id, skill, count(*), $1 FROM ticket
     WHERE skill = 'wp.devices' AND NOT needs_review AND opened_at > $1::timestamptz - interval '90 days'
     GROUP BY person_id, skill HAVING count(*) >= 2`,
    [now.toString()],
  );
}

const DESK: readonly {
  readonly number: string;
  readonly hoursAgo: number;
  readonly impact: 'one' | 'team';
  readonly title: string;
  readonly words: string;
  readonly steps: readonly string[];
  readonly skill: string | null;
}[] = [
  {
    number: '1003',
    hoursAgo: 3,
    impact: 'one',
    title: 'Mijn tweede scherm blijft zwart',
    words: 'Sinds vanochtend. De laptop zit in het dock en laadt wel op.',
    steps: ['Kabel eruit en er weer in', 'Laptop opnieuw gestart'],
    skill: 'wp.devices',
  },
  {
    number: '1005',
    hoursAgo: 26,
    impact: 'team',
    title: 'We cannot open the shared planning folder',
    words: 'It says access denied for all of us since yesterday.',
    steps: ['Signed out and in again'],
    skill: 'co.permissions',
  },
  {
    number: '1007',
    hoursAgo: 5,
    impact: 'one',
    title: 'Het formulier voor declaraties doet raar',
    words: 'De bedragen verspringen als ik op een ander veld klik.',
    steps: [],
    skill: null,
  },
  {
    number: '1009',
    hoursAgo: 30,
    impact: 'one',
    title: 'Mijn agenda staat vol met andermans afspraken',
    words: 'Sinds ik terug ben van vakantie. Ik zie niet meer wat van mij is.',
    steps: [],
    skill: null,
  },
];

/** What people of the cast sent to IT and nobody answered yet. */
async function seedDesk(tx: Tx, now: Temporal.Instant): Promise<void> {
  const desk = [];
  for (const { hoursAgo, steps, ...ticket } of DESK) {
    const language = languageOf(ticket.title);
    const texts = [ticket.title, `${ticket.title}. ${ticket.words}`];
    desk.push({
      ...{ ...ticket, language, steps_tried: steps },
      suggested_card: await suggestCard(tx, texts, { language, exceptSlug: null }),
      at: now.subtract({ hours: hoursAgo }).toString(),
    });
  }
  await rows(
    tx,
    `INSERT INTO ticket (person_id, title, words, language, impact, steps_tried, suggested_card, state, skill, skill_by, needs_review, opened_at, changed_at)
     SELECT p.id, d.title, d.words, d.language, d.impact, d.steps_tried, d.suggested_card, 'open', d.skill, CASE WHEN d.skill IS NOT NULL THEN 'person' END,
       d.skill IS NULL, d.at, d.at
     FROM jsonb_to_recordset($1) AS d(number text, title text, words text, language text, impact text, steps_tried text[], suggested_card text, skill text, at timestamptz)
     JOIN person p ON p.number = d.number`,
    [JSON.stringify(desk)],
  );
}
