import { type Temporal } from 'temporal-polyfill';
import { rows, type Tx } from '#kernel';
import type { CardsService } from './cards.service.js';
import type { ServicesService } from './services.service.js';
import type { ServiceRow } from './services.queries.js';

type Texts = readonly [name: string, what: string, how: string, hours: string];
const service = (
  slug: string,
  rest: Pick<ServiceRow, 'channel' | 'isHuman' | 'address' | 'facility'>,
  nl: Texts,
  en: Texts,
): Omit<ServiceRow, 'id'> => {
  const text = ([name, what, how, hours]: Texts) => ({ name, what, how, hours });
  return { slug, ...rest, body: { nl: text(nl), en: text(en) }, isRetired: false };
};

const SERVICES = [
  service(
    'servicedesk-bellen',
    { channel: 'phone', isHuman: true, address: '+31 20 555 01 00', facility: null },
    [
      'De servicedesk bellen',
      'Iemand van IT kijkt meteen met je mee.',
      'Bel, en houd het nummer van je laptop bij de hand.',
      'Werkdagen van 8 tot 18 uur',
    ],
    [
      'Call the service desk',
      'Somebody of IT looks at it with you.',
      'Call, and keep the number of your laptop at hand.',
      'Working days from 8 to 18',
    ],
  ),
  service(
    'chat-met-it',
    { channel: 'chat', isHuman: true, address: null, facility: null },
    [
      'Chat met IT',
      'Een korte vraag stellen zonder te bellen.',
      'Open de chat op het intranet, rechtsonder.',
      'Werkdagen van 9 tot 17 uur',
    ],
    [
      'Chat with IT',
      'Ask a short question without calling.',
      'Open the chat on the intranet, bottom right.',
      'Working days from 9 to 17',
    ],
  ),
  service(
    'it-balie',
    { channel: 'visit', isHuman: true, address: 'Begane grond, naast de receptie', facility: null },
    [
      'IT-balie',
      'Kom langs met een kapot toestel, of haal een kabel of muis op.',
      'Loop binnen, een afspraak hoeft niet.',
      'Dinsdag en donderdag van 10 tot 15 uur',
    ],
    [
      'IT desk',
      'Come by with a broken device, or fetch a cable or a mouse.',
      'Walk in, no appointment needed.',
      'Tuesday and Thursday from 10 to 15',
    ],
  ),
  service(
    'thuiswerken-met-vpn',
    { channel: 'self', isHuman: false, address: null, facility: 'laptop-vpn' },
    [
      'Thuiswerken met VPN',
      'Vanuit huis veilig bij je bestanden en programma’s.',
      'Start het programma VPN op je laptop en log in.',
      'Altijd',
    ],
    [
      'Working from home with VPN',
      'Reach your files and programs safely from home.',
      'Start the program VPN on your laptop and sign in.',
      'Always',
    ],
  ),
  service(
    'werkmail-op-je-telefoon',
    { channel: 'self', isHuman: false, address: null, facility: 'mail-own-phone' },
    [
      'Werkmail op je eigen telefoon',
      'Je mail en agenda lezen op je eigen toestel.',
      'Installeer de app en volg de stappen op de kaart.',
      'Altijd',
    ],
    [
      'Work mail on your own phone',
      'Read your mail and calendar on your own device.',
      'Install the app and follow the steps on the card.',
      'Always',
    ],
  ),
];

/** Who likes to be helped how, by personnel number. */
const WISHES = [
  ['1003', 'chat'],
  ['1005', 'phone'],
  ['1009', 'visit'],
  ['1011', 'self'],
] as const;

/** What nobody could find lately. */
const GAPS = [
  ['koffieautomaat geeft foutmelding', 'nl', 7],
  ['parkeerpas werkt niet bij slagboom', 'nl', 4],
  ['expense app rejects receipt', 'en', 3],
] as const;

/**
 * A front door that is in use: services, wishes, outcomes of the last weeks (a fixed draw per person and card), what
 * nobody found, and IT as the owner of the cards.
 */
export async function seedKnowledge(
  tx: Tx,
  { cards, services, now }: { cards: CardsService; services: ServicesService; now: Temporal.Instant },
): Promise<void> {
  const at = now.toString();
  await services.write(tx, SERVICES);
  await rows(
    tx,
    `INSERT INTO front_door (kinds, minutes, phone) VALUES (ARRAY['incident', 'card', 'colleague', 'lesson', 'service', 'ticket'],
       '{"self": 2, "colleague": 12, "it": 240}', '+31 20 555 01 00') ON CONFLICT (single) DO NOTHING`,
  );
  await rows(
    tx,
    `INSERT INTO channel_wish (person_id, wish, chosen_at)
     SELECT p.id, w.wish, $2 FROM jsonb_to_recordset($1::jsonb) AS w(number text, wish text) JOIN person p USING (number)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(WISHES.map(([number, wish]) => ({ number, wish }))), at],
  );
  await rows(
    tx,
    `INSERT INTO search_gap (text, language, count, first_at, last_at)
     SELECT text, language, count, $2::timestamptz - interval '20 days', $2::timestamptz - interval '1 day'
     FROM jsonb_to_recordset($1::jsonb) AS g(text text, language text, count int) ON CONFLICT DO NOTHING`,
    [JSON.stringify(GAPS.map(([text, language, count]) => ({ text, language, count }))), at],
  );
  await rows(
    tx,
    `UPDATE card SET owner_id = (SELECT id FROM person WHERE number = CASE WHEN get_byte(sha256(slug::bytea), 0) < 128 THEN '1018' ELSE '1065' END)
     WHERE owner_id IS NULL`,
  );
  await seedOutcomes(tx, at);
  const slugs = await rows<{ slug: string }>(tx, 'SELECT slug FROM card');
  await cards.index(
    tx,
    slugs.map(({ slug }) => slug),
  );
}

/** About one in twelve colleagues opened each card; three in four were helped, less often with some cards. */
async function seedOutcomes(tx: Tx, at: string): Promise<void> {
  await rows(
    tx,
    `INSERT INTO card_outcome (card_id, person_id, skill, outcome, day, at)
     SELECT c.id, p.id, c.skill,
       CASE WHEN get_byte(draw, 1) < 255 - 40 - get_byte(sha256(c.slug::bytea), 1) / 2 THEN 'solved'
            WHEN get_byte(draw, 1) % 3 = 0 THEN 'almost' ELSE 'no' END,
       moment::date, moment
     FROM card c CROSS JOIN person p
       CROSS JOIN LATERAL (SELECT sha256((p.number || ' ' || c.slug)::bytea) AS draw) AS d
       CROSS JOIN LATERAL (SELECT $1::timestamptz - make_interval(days => get_byte(draw, 2) % 42, hours => 2) AS moment) AS m
     WHERE get_byte(draw, 0) < 21 AND c.state = 'published' AND p.merged_into IS NULL
     ON CONFLICT DO NOTHING`,
    [at],
  );
  await rows(
    tx,
    `UPDATE card SET solved = n.solved, almost = n.almost, refused = n.refused FROM (
       SELECT card_id, count(*) FILTER (WHERE outcome = 'solved') AS solved, count(*) FILTER (WHERE outcome = 'almost') AS almost,
         count(*) FILTER (WHERE outcome = 'no') AS refused FROM card_outcome GROUP BY card_id) AS n
     WHERE n.card_id = card.id`,
  );
}
