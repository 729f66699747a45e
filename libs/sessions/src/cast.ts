import { rows, type Tx } from '#kernel';
import { t } from '#ui';

/** The people of the demo company whom a visitor can be; numbers as in the demo HR file. */
export const CAST = [
  '1001',
  '1002',
  '1003',
  '1004',
  '1005',
  '1006',
  '1007',
  '1008',
  '1009',
  '1010',
  '1011',
  '1012',
  '1018',
  '1065',
];

export interface CastMember {
  readonly id: string;
  readonly name: string;
  readonly job: string;
  readonly team: string;
  readonly about: string;
}

/** The cast with a sentence on why one would want to be them. */
export async function listCast(tx: Tx, language: 'nl' | 'en'): Promise<CastMember[]> {
  const found = await rows<{ id: string; number: string; name: string; job: string; team: string }>(
    tx,
    `SELECT DISTINCT ON (p.number) p.id, p.number, p.display_name AS name, coalesce(f.job, '') AS job, coalesce(f.team_name, '') AS team
     FROM person p LEFT JOIN person_facts(current_date) f ON f.person_id = p.id
     WHERE p.number = ANY($1) ORDER BY p.number`,
    [CAST],
  );
  return found.map(({ number, ...person }) => ({ ...person, about: t(language, `sessions.cast_${number}`) }));
}
