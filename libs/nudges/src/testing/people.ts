import { one, rows, type Tx } from '#kernel';

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly language: 'nl' | 'en';
  readonly zone: string;
  readonly email: string | null;
}

interface Described {
  number: string;
  givenName: string;
  familyName: string;
  language?: 'nl' | 'en';
  site?: string;
  email?: string | null;
  workingDays?: number[];
  nightShift?: boolean;
  from?: string;
  to?: string | null;
}

const SITES: Readonly<Record<string, { zone: string; country: string }>> = {
  Amsterdam: { zone: 'Europe/Amsterdam', country: 'NL' },
  Lissabon: { zone: 'Europe/Lisbon', country: 'PT' },
  Willemstad: { zone: 'America/Curacao', country: 'CW' },
};

/** Chaima, Daan (Monday to Wednesday), Emília (Lisbon, English), Giovanni (Curaçao), Hanneke (nights, no e-mail). */
export async function addTeam(tx: Tx) {
  await rows(tx, `INSERT INTO team (code, name, path) VALUES ('DNV', 'Demo NV', '/DNV/')`);
  for (const [name, { zone, country }] of Object.entries(SITES)) {
    await rows(tx, `INSERT INTO site (name, zone, country, told_until) VALUES ($1, $2, $3, '2026-01-01')`, [
      name,
      zone,
      country,
    ]);
  }
  return {
    chaima: await addColleague(tx, { number: '1003', givenName: 'Chaima', familyName: 'El Idrissi' }),
    daan: await addColleague(tx, {
      number: '1004',
      givenName: 'Daan',
      familyName: 'Visser',
      workingDays: [1, 2, 3],
    }),
    emilia: await addColleague(tx, {
      number: '1005',
      givenName: 'Emília',
      familyName: 'Santos',
      language: 'en',
      site: 'Lissabon',
    }),
    giovanni: await addColleague(tx, {
      number: '1007',
      givenName: 'Giovanni',
      familyName: 'Martina',
      site: 'Willemstad',
    }),
    hanneke: await addColleague(tx, {
      number: '1008',
      givenName: 'Hanneke',
      familyName: 'Smit',
      email: null,
      nightShift: true,
    }),
  };
}

/** Adds somebody in service, with one placement. */
export async function addColleague(tx: Tx, person: Described): Promise<Colleague> {
  const site = person.site ?? 'Amsterdam';
  const zone = SITES[site]?.zone ?? 'Europe/Amsterdam';
  const name = `${person.givenName} ${person.familyName}`;
  const language = person.language ?? 'nl';
  const email =
    person.email === undefined
      ? `${person.givenName
          .normalize('NFD')
          .replace(/[^A-Za-z]/g, '')
          .toLowerCase()}@demo-nv.example`
      : person.email;
  const added = await one<{ id: string }>(
    tx,
    `INSERT INTO person (number, given_name, family_name, display_name, sort_name, email, language, zone, created_at)
     VALUES ($1, $2, $3, $4, $3, $5, $6, $7, '2026-01-01') RETURNING id`,
    [person.number, person.givenName, person.familyName, name, email, language, zone],
  );
  const id = added?.id ?? '';
  await rows(
    tx,
    `WITH employed AS (
       INSERT INTO employment (person_id, valid) VALUES ($1, daterange($2::date, $3::date)) RETURNING id)
     INSERT INTO placement (person_id, employment_id, seat, valid, job, team_id, site_id, working_days, night_shift)
     SELECT $1, e.id, 1, daterange($2::date, $3::date), 'Medewerker', t.id, s.id, $5, $6
     FROM employed e, team t, site s WHERE t.code = 'DNV' AND s.name = $4`,
    [
      id,
      person.from ?? '2020-01-01',
      person.to ?? null,
      site,
      person.workingDays ?? [1, 2, 3, 4, 5],
      person.nightShift ?? false,
    ],
  );
  return { id, name, language, zone, email };
}

export async function addAbsence(tx: Tx, personId: string, from: string, to: string | null): Promise<void> {
  await rows(
    tx,
    `INSERT INTO absence (person_id, type, valid) VALUES ($1, 'sick', daterange($2::date, $3::date, '[]'))`,
    [personId, from, to],
  );
}
