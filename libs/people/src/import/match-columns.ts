import { FIELDS, FIELD_KEYS, type ColumnMapping, type Field } from './fields.js';

/** A field, or a choice of fields, that has to be matched before a trial can run. */
export type MissingColumn = Field | 'name' | 'team';

/**
 * The first guess at which column holds which field. What HR chose last time for this source comes first, as far as
 * those columns are still there; the rest is matched by Dutch and English names. No column is used twice.
 */
export function matchColumns(header: readonly string[], remembered: ColumnMapping = {}): ColumnMapping {
  const mapping: ColumnMapping = {};
  const used = new Set<string>();
  const take = (field: Field, column: string): void => {
    mapping[field] = column;
    used.add(column);
  };
  for (const field of FIELD_KEYS) {
    const column = remembered[field];
    if (column !== undefined && header.includes(column) && !used.has(column)) take(field, column);
  }
  for (const [rank, columns] of namesByRank(header)) {
    for (const field of FIELD_KEYS) {
      const column =
        mapping[field] === undefined ? columns.get(plain(FIELDS[field].names[rank] ?? '')) : undefined;
      if (column !== undefined && !used.has(column)) take(field, column);
    }
  }
  return mapping;
}

/** Which needed fields have no column yet. A person needs a name in some form, a placement a team in some form. */
export function missingColumns(mapping: ColumnMapping): MissingColumn[] {
  const missing: MissingColumn[] = FIELD_KEYS.filter(
    (field) => FIELDS[field].needed && mapping[field] === undefined,
  );
  if (
    mapping.fullName === undefined &&
    (mapping.givenName === undefined || mapping.familyName === undefined)
  ) {
    missing.push('name');
  }
  if (mapping.teamCode === undefined && mapping.teamName === undefined) missing.push('team');
  return missing;
}

/** Each field's first name is tried for every field before any field's second name: the exact word wins. */
function* namesByRank(header: readonly string[]): Generator<[number, Map<string, string>]> {
  const columns = new Map<string, string>();
  for (const column of header) {
    const key = plain(column);
    if (key !== '' && !columns.has(key)) columns.set(key, column);
  }
  const longest = Math.max(...FIELD_KEYS.map((field) => FIELDS[field].names.length));
  for (let rank = 0; rank < longest; rank++) yield [rank, columns];
}

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
