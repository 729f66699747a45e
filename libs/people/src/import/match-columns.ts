import { FIELDS, FIELD_KEYS, type ColumnMapping, type Field } from './fields.js';
import { plainName } from './plain-name.js';
import { columnsOf, leftAloneBy, recognisePreset, type PresetKey } from './presets.js';

/** A field, or a choice of fields, that has to be matched before a trial can run. */
export type MissingColumn = Field | 'name' | 'team';

/** Where a mapping came from: HR chose it now, HR chose it for an earlier file, a known system, or names alone. */
export type MappedBy = 'chosen' | 'remembered' | PresetKey | 'names';

/**
 * The first guess at which column holds which field. What HR chose last time for this source comes first, as far as
 * those columns are still there; then the columns of the system the file comes from, said by HR or recognised; the
 * rest is matched by Dutch and English names. No column is used twice.
 */
export function matchColumns(
  header: readonly string[],
  known: { readonly remembered?: ColumnMapping | undefined; readonly preset?: PresetKey | undefined } = {},
): { readonly mapping: ColumnMapping; readonly by: MappedBy } {
  const remembered = known.remembered ?? {};
  const preset = known.preset ?? recognisePreset(header);
  const mapping: ColumnMapping = {};
  const used = new Set<string>(preset ? leftAloneBy(preset, header) : []);
  const take = (field: Field, column: string): void => {
    mapping[field] = column;
    used.add(column);
  };
  let kept = 0;
  for (const field of FIELD_KEYS) {
    const column = remembered[field];
    if (column === undefined || !header.includes(column)) continue;
    if (Object.values(mapping).includes(column)) continue;
    take(field, column);
    kept++;
  }
  const ofPreset: ColumnMapping = preset ? columnsOf(preset, header) : {};
  for (const field of FIELD_KEYS) {
    const column = ofPreset[field];
    if (mapping[field] === undefined && column !== undefined && !used.has(column)) take(field, column);
  }
  matchByName(header, mapping, used, take);
  return { mapping, by: kept > 0 ? 'remembered' : (preset ?? 'names') };
}

function matchByName(
  header: readonly string[],
  mapping: ColumnMapping,
  used: ReadonlySet<string>,
  take: (field: Field, column: string) => void,
): void {
  for (const [rank, columns] of namesByRank(header)) {
    for (const field of FIELD_KEYS) {
      const column =
        mapping[field] === undefined ? columns.get(plainName(FIELDS[field].names[rank] ?? '')) : undefined;
      if (column !== undefined && !used.has(column)) take(field, column);
    }
  }
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
    const key = plainName(column);
    if (key !== '' && !columns.has(key)) columns.set(key, column);
  }
  const longest = Math.max(...FIELD_KEYS.map((field) => FIELDS[field].names.length));
  for (let rank = 0; rank < longest; rank++) yield [rank, columns];
}
