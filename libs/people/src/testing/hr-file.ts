import type { Company } from '../import/company.js';
import { checkRows } from '../import/check-rows.js';
import { mappedFields, readRows } from '../import/read-rows.js';
import { planImport } from '../import/plan-import.js';
import type { ImportPlan } from '../import/plan.js';
import { readHrFile } from '../import/read-file.js';

export const HEADER = [
  'Personeelsnummer', 'Roepnaam', 'Achternaam', 'E-mail', 'In dienst', 'Uit dienst', 'Uren per week', 'Werkdagen', 'Functie',
  'Functie vanaf', 'Afdelingscode', 'Afdeling', 'Valt onder', 'Locatie', 'Land', 'Tijdzone', 'Leidinggevende',
  'Afwezigheid', 'Afwezig vanaf', 'Afwezig t/m',
] as const; // prettier-ignore
export type Column = (typeof HEADER)[number];
export type FileRow = Partial<Record<Column, string>>;

/** A row of an HR file with only the interesting cells written; the rest is Amsterdam office work. */
export function fileRow(cells: FileRow & { Personeelsnummer: string }): FileRow {
  return {
    Roepnaam: 'Bram',
    Achternaam: 'Janssen',
    'In dienst': '01-03-2020',
    'Uren per week': '36',
    Werkdagen: 'ma di wo do vr',
    Functie: 'Medewerker',
    Afdelingscode: 'FIN',
    Afdeling: 'Finance',
    Locatie: 'Amsterdam',
    Land: 'Nederland',
    Tijdzone: 'Europe/Amsterdam',
    ...cells,
  };
}

/** A file of everybody, as text with semicolons. */
export function fileOf(rows: readonly FileRow[]): string {
  const lines = rows.map((row) => HEADER.map((column) => row[column] ?? '').join(';'));
  return `${[HEADER.join(';'), ...lines].join('\r\n')}\r\n`;
}

/** Reads, checks and plans a file without any database. */
export function planText(company: Company, text: string, today: string): ImportPlan {
  const file = readHrFile(Buffer.from(text), {});
  if (!file.ok) throw new Error(`the file was refused: ${file.refusal}`);
  const { table, mapping, dates } = file.value;
  const defaults = { name: 'Hoofdvestiging', zone: 'Europe/Amsterdam', country: 'NL' };
  const checked = checkRows(readRows(table, mapping, dates), mapping, company, defaults, today);
  return planImport(company, checked, {
    today,
    mapped: mappedFields(mapping),
    defaultSite: defaults.name,
    rows: table.rows.length,
  });
}
