/** A small company in the database, for specs: people are hired one by one with what matters about them. */
import { one, rows } from '#kernel';
import type { Tx } from '#kernel';

export interface Hire {
  name: string;
  team?: string;
  job?: string;
  site?: 'Amsterdam' | 'Lissabon' | 'Willemstad';
  hours?: number | null;
  night?: boolean;
  workingDays?: number[];
  start?: string;
  end?: string | null;
  manager?: string | null;
  language?: 'nl' | 'en';
}

const SITES = {
  Amsterdam: ['Europe/Amsterdam', 'NL'],
  Lissabon: ['Europe/Lisbon', 'PT'],
  Willemstad: ['America/Curacao', 'CW'],
} as const;

const TEAMS: [code: string, name: string, path: string][] = [
  ['DNV', 'Demo NV', '/DNV/'],
  ['FIN', 'Finance', '/DNV/FIN/'],
  ['FIN-CRED', 'Crediteuren', '/DNV/FIN/FIN-CRED/'],
  ['HRM', 'HR', '/DNV/HRM/'],
  ['HRM-2', 'HR advies', '/DNV/HRM/HRM-2/'],
];

export async function makeCompany(tx: Tx): Promise<void> {
  for (const [name, [zone, country]] of Object.entries(SITES)) {
    await rows(tx, `INSERT INTO site (name, zone, country, told_until) VALUES ($1, $2, $3, '2020-01-01')`, [
      name,
      zone,
      country,
    ]);
  }
  for (const [code, name, path] of TEAMS) {
    const above = path.split('/').at(-3) ?? '';
    await rows(
      tx,
      'INSERT INTO team (code, name, path, parent_id) VALUES ($1, $2, $3, (SELECT id FROM team WHERE code = $4))',
      [code, name, path, above],
    );
  }
}

let number = 5000;

/** Gives the person's id. The same name again adds a second job at the same employment. */
export async function hire(tx: Tx, who: Hire): Promise<string> {
  const [given = '', ...family] = who.name.split(' ');
  const zone = SITES[who.site ?? 'Amsterdam'][0];
  const known = await one<{ id: string; employment: string; seats: string }>(
    tx,
    `SELECT p.id, e.id AS employment, (SELECT count(*) FROM placement pl WHERE pl.employment_id = e.id) AS seats
     FROM person p JOIN employment e ON e.person_id = p.id WHERE p.display_name = $1`,
    [who.name],
  );
  const id =
    known?.id ??
    (await one<{ id: string }>(
      tx,
      `INSERT INTO person (number, given_name, family_name, display_name, sort_name, language, zone, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, '2020-01-01') RETURNING id`,
      [
        String(number++),
        given,
        family.join(' '),
        who.name,
        `${family.join(' ')} ${given}`.toLowerCase(),
        who.language ?? 'nl',
        zone,
      ],
    ))!.id;
  const valid = `[${who.start ?? '2020-01-06'},${who.end ?? ''})`;
  const employment =
    known?.employment ??
    (await one<{ id: string }>(
      tx,
      'INSERT INTO employment (person_id, valid) VALUES ($1, $2::daterange) RETURNING id',
      [id, valid],
    ))!.id;
  await rows(
    tx,
    `INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, manager_id, weekly_hours, working_days, night_shift)
     SELECT $1, $2, $3, $4::daterange, $5, (SELECT id FROM team WHERE code = $6), (SELECT id FROM site WHERE name = $7), $8, $9, $10, $11`,
    [
      id,
      employment,
      Number(known?.seats ?? 0) + 1,
      valid,
      who.job ?? 'Medewerker',
      who.team ?? 'FIN',
      who.site ?? 'Amsterdam',
      who.manager ?? null,
      who.hours === undefined ? 36 : who.hours,
      who.workingDays ?? [1, 2, 3, 4, 5],
      who.night ?? false,
    ],
  );
  return id;
}

/** Away from the first day up to and including the last; without a last day nobody knows the end. */
export async function beAway(
  tx: Tx,
  personId: string,
  from: string,
  to: string | null,
  type = 'parental',
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO absence (person_id, type, valid) VALUES ($1, $2, daterange($3::date, $4::date, '[]'))`,
    [personId, type, from, to],
  );
}

/** Writes a holding directly, as the listeners would. */
export async function hold(
  tx: Tx,
  personId: string,
  category: string,
  { from = '2020-01-01', until = null as string | null, held = true } = {},
): Promise<void> {
  await rows(
    tx,
    `INSERT INTO holding (person_id, category, state, valid_from, earned_on, valid_until, outbox_id) VALUES ($1, $2, $3, $4, $4, $5, 0)
     ON CONFLICT (person_id, category) DO UPDATE SET state = excluded.state, earned_on = excluded.earned_on, valid_until = excluded.valid_until`,
    [personId, category, held ? 'held' : 'lost', from, until],
  );
}
