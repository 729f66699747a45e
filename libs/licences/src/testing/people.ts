import { type Actor, rows, systemActor, type Tx } from '#kernel';
import type { PeopleService } from '#people';

/** The people of these specs, with the places they live in. */
export const CAST = {
  anna: { number: '1001', givenName: 'Anna', familyName: 'de Wit', zone: 'Europe/Amsterdam' },
  chaima: { number: '1003', givenName: 'Chaima', familyName: 'El Idrissi', zone: 'Europe/Amsterdam' },
  emilia: { number: '1005', givenName: 'Emília', familyName: 'Santos', zone: 'Europe/Lisbon' },
  giovanni: { number: '1007', givenName: 'Giovanni', familyName: 'Martina', zone: 'America/Curacao' },
} as const;
export type CastName = keyof typeof CAST;

/** Puts the cast in the HR record and gives their ids. */
export async function addCast(tx: Tx, people: PeopleService): Promise<Record<CastName, string>> {
  const ids: Partial<Record<CastName, string>> = {};
  for (const name of Object.keys(CAST) as CastName[]) {
    ids[name] = await people.addPerson(tx, { ...CAST[name], email: null, language: 'nl' });
  }
  return ids as Record<CastName, string>;
}

/** Many people like Chaima, numbered x1, x2, …, in one statement. */
export async function addDoubles(tx: Tx, n: number): Promise<void> {
  await rows(
    tx,
    `INSERT INTO person
     SELECT (jsonb_populate_record(p, jsonb_build_object('id', uuidv7(), 'number', 'x' || i))).*
     FROM person p CROSS JOIN generate_series(1, $2::int) i WHERE p.number = $1`,
    [CAST.chaima.number, n],
  );
}

/** Somebody signed in. */
export function actorFor(personId: string, changes: Partial<Actor> = {}): Actor {
  return { ...systemActor('spec'), kind: 'person', name: 'Chaima El Idrissi', personId, ...changes };
}
