import type { Company, KnownSite, KnownTeam } from './company.js';
import type { Day } from './day.js';
import { findLeaderCircles } from './leader-circles.js';
import { kindOf, type Reason, type RowProblem } from './problem.js';
import type { ColumnMapping, Field } from './fields.js';
import type { PersonRow, RowsRead } from './read-rows.js';

/** What a file says, after every rule that a row can break: only people whose rows all hold. */
export interface CheckedFile {
  readonly people: ReadonlyMap<string, readonly PersonRow[]>;
  readonly teams: readonly KnownTeam[];
  readonly sites: readonly KnownSite[];
  readonly problems: readonly RowProblem[];
  /** Numbers with a broken row: these people stay exactly as they are. */
  readonly heldNumbers: ReadonlySet<string>;
  /** Broken rows without a readable number: any person missing from the file might be one of them. */
  readonly rowsWithoutNumber: number;
  /** Numbers named as somebody's leader that are set aside and not yet known: their people get no leader for now. */
  readonly managersSetAside: ReadonlySet<string>;
}

/** Used for a site whose zone and country the file does not tell. */
export interface SiteDefaults {
  readonly name: string;
  readonly zone: string;
  readonly country: string;
}

/**
 * The rules between rows: no row twice, one number is one person, teams are known or named and form a tree, a site has one zone and country,
 * leaders exist and don't lead in circles. A person with one broken row is left alone as a whole, because applying
 * the other row could end a job. Unknown leaders and circles are set aside; the rest goes on.
 */
export function checkRows(
  read: RowsRead,
  mapping: ColumnMapping,
  company: Company,
  defaults: SiteDefaults,
  today: Day,
): CheckedFile {
  const sieve = new Sieve(read, mapping);
  const repeated = repeatedNumbers(read.rows);
  sieve.setAside((rows) => duplicates(rows, repeated));
  sieve.setAside((rows) => differingPeople(rows, repeated));
  sieve.setAside((rows) => differingTeams(rows));
  sieve.setAside((rows) => teamsInCircles(rows, company.teams));
  sieve.setAside((rows) => unknownTeams(rows, company.teams, mapping));
  sieve.setAside((rows) => differingSites(rows));
  const known = new Set([
    ...company.people.map((person) => person.number),
    ...(company.others?.numbers ?? []),
  ]);
  sieve.setAside((rows) => unknownManagers(rows, known, read));
  sieve.setAsideUntilStill((rows, held) => findLeaderCircles(rows, held, company, today));
  const rows = sieve.rows;
  return {
    people: byNumber(rows),
    teams: teamsOf(rows, company.teams, mapping),
    sites: sitesOf(rows, company.sites, defaults),
    problems: [...sieve.problems].sort((one, other) => one.row - other.row),
    heldNumbers: sieve.held,
    rowsWithoutNumber: sieve.problems.reduce(
      (set, { row, number }) => (number === null ? set.add(row) : set),
      new Set<number>(),
    ).size,
    managersSetAside: new Set([...sieve.held].filter((number) => !known.has(number))),
  };
}

/** A row found wrong by a rule between rows. */
export interface Finding {
  readonly row: PersonRow;
  readonly field: Field | null;
  readonly reason: Reason;
}

class Sieve {
  rows: readonly PersonRow[];
  readonly problems: RowProblem[];
  readonly held: Set<string>;

  constructor(
    read: RowsRead,
    private readonly mapping: ColumnMapping,
  ) {
    this.problems = [...read.problems];
    this.held = new Set(read.problems.flatMap(({ number }) => (number === null ? [] : [number])));
    this.rows = read.rows;
    this.holdSiblings();
  }

  setAside(rule: (rows: readonly PersonRow[]) => readonly Finding[]): number {
    const findings = rule(this.rows);
    if (findings.length === 0) return 0;
    const broken = new Set(findings.map(({ row }) => row));
    for (const { row, field, reason } of findings) {
      const column = field === null ? null : (this.mapping[field] ?? null);
      const kind = field === null ? 'text' : kindOf(textOf(row, field));
      this.problems.push({ row: row.row, column, field, kind, reason, number: row.number });
      this.held.add(row.number);
    }
    this.rows = this.rows.filter((row) => !broken.has(row));
    this.holdSiblings();
    return findings.length;
  }

  /** Setting one row aside brings back what the database knows of that person, which can close another circle. */
  setAsideUntilStill(
    rule: (rows: readonly PersonRow[], held: ReadonlySet<string>) => readonly Finding[],
  ): void {
    while (this.setAside((rows) => rule(rows, this.held)) > 0);
  }

  private holdSiblings(): void {
    const siblings = this.rows.filter((row) => this.held.has(row.number));
    if (siblings.length === 0) return;
    for (const { row, number } of siblings) {
      this.problems.push({
        row,
        column: null,
        field: null,
        kind: 'text',
        reason: 'other-row-set-aside',
        number,
      });
    }
    this.rows = this.rows.filter((row) => !this.held.has(row.number));
  }
}

/** The cell's value as text; only fields that rules between rows look at. */
function textOf(row: PersonRow, field: Field): string {
  const value = (row as unknown as Partial<Record<Field, unknown>>)[field];
  return typeof value === 'string' ? value : '';
}

/** Numbers of more than one row; of most files nobody's. */
function repeatedNumbers(rows: readonly PersonRow[]): Set<string> {
  const numbers = new Set<string>();
  const repeated = new Set<string>();
  for (const { number } of rows) {
    if (numbers.has(number)) repeated.add(number);
    else numbers.add(number);
  }
  return repeated;
}

function duplicates(rows: readonly PersonRow[], repeated: ReadonlySet<string>): Finding[] {
  if (repeated.size === 0) return [];
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    if (!repeated.has(row.number)) return [];
    const key = [row.number, row.startsOn, row.placementFrom, row.teamCode, row.job].join('\u0000');
    if (seen.has(key)) return [{ row, field: null, reason: 'duplicate-row' as const }];
    seen.add(key);
    return [];
  });
}

/** Several rows with one number must tell of one person; two names on one number are probably two people. */
function differingPeople(rows: readonly PersonRow[], repeated: ReadonlySet<string>): Finding[] {
  if (repeated.size === 0) return [];
  const first = new Map<string, PersonRow>();
  return rows.flatMap((row) => {
    if (!repeated.has(row.number)) return [];
    const other = first.get(row.number);
    if (other === undefined) {
      first.set(row.number, row);
      return [];
    }
    const field = (['givenName', 'familyName', 'infix', 'email', 'language'] as const).find(
      (name) => row[name] !== other[name],
    );
    return field ? [{ row, field, reason: 'person-differs' as const }] : [];
  });
}

function differingTeams(rows: readonly PersonRow[]): Finding[] {
  const parents = new Map<string, string>();
  return rows.flatMap((row) => {
    if (row.teamParent === null) return [];
    const other = parents.get(row.teamCode);
    if (other === undefined) parents.set(row.teamCode, row.teamParent);
    return other === undefined || other === row.teamParent
      ? []
      : [{ row, field: 'teamParent' as const, reason: 'team-parent-differs' as const }];
  });
}

function teamsInCircles(rows: readonly PersonRow[], known: readonly KnownTeam[]): Finding[] {
  const parents = new Map(known.map((team) => [team.code, team.parentCode]));
  for (const row of rows) if (row.teamParent !== null) parents.set(row.teamCode, row.teamParent);
  const circling = new Set([...parents.keys()].filter((code) => isInCircle(code, parents)));
  return rows
    .filter((row) => row.teamParent !== null && circling.has(row.teamCode))
    .map((row) => ({ row, field: 'teamParent', reason: 'team-cycle' }));
}

function isInCircle(code: string, parents: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>();
  for (let up = parents.get(code); up; up = parents.get(up)) {
    if (up === code) return true;
    if (passed.has(up)) return false; // a circle, but higher up: its own members are reported
    passed.add(up);
  }
  return false;
}

/**
 * A code that is new must come with a name or a place in the tree, in any row: else it is more likely mistyped than a
 * new team. The first file of a company may do with codes alone.
 */
function unknownTeams(
  rows: readonly PersonRow[],
  known: readonly KnownTeam[],
  mapping: ColumnMapping,
): Finding[] {
  if (known.length === 0 && mapping.teamName === undefined && mapping.teamParent === undefined) return [];
  const told = new Set(known.map(({ code }) => code));
  for (const { teamCode, teamName, teamParent } of rows) {
    if (teamName !== null || teamParent !== null) told.add(teamCode);
    if (teamParent !== null) told.add(teamParent);
  }
  return rows
    .filter(({ teamCode }) => !told.has(teamCode))
    .map((row) => ({ row, field: 'teamCode', reason: 'team-unknown' }));
}

function differingSites(rows: readonly PersonRow[]): Finding[] {
  const first = new Map<string, PersonRow>();
  return rows.flatMap((row) => {
    if (row.site === null || (row.zone === null && row.country === null)) return [];
    const other = first.get(row.site);
    if (other === undefined) {
      first.set(row.site, row);
      return [];
    }
    const field = (['zone', 'country'] as const).find((name) => row[name] !== other[name]);
    return field ? [{ row, field, reason: 'site-differs' as const }] : [];
  });
}

/** A leader must be in the file (even in a broken row) or in the company, and be somebody else. */
function unknownManagers(rows: readonly PersonRow[], known: ReadonlySet<string>, read: RowsRead): Finding[] {
  const named = new Set(known);
  for (const row of read.rows) named.add(row.number);
  for (const { number } of read.problems) if (number !== null) named.add(number);
  return rows.flatMap((row): Finding[] => {
    if (row.managerNumber === null) return [];
    if (row.managerNumber === row.number) return [{ row, field: 'managerNumber', reason: 'manager-self' }];
    return named.has(row.managerNumber) ? [] : [{ row, field: 'managerNumber', reason: 'manager-unknown' }];
  });
}

function byNumber(rows: readonly PersonRow[]): Map<string, PersonRow[]> {
  const people = new Map<string, PersonRow[]>();
  for (const row of rows) {
    const own = people.get(row.number);
    if (own) own.push(row);
    else people.set(row.number, [row]);
  }
  return people;
}

/** Teams as the file has them; a parent that has no people of its own yet gets its code for a name. */
function teamsOf(
  rows: readonly PersonRow[],
  known: readonly KnownTeam[],
  mapping: ColumnMapping,
): KnownTeam[] {
  const before = new Map(known.map((team) => [team.code, team]));
  const names = new Map<string, string>();
  const parents = new Map<string, string>();
  const codes = new Set<string>();
  for (const row of rows) {
    codes.add(row.teamCode);
    if (row.teamName !== null && !names.has(row.teamCode)) names.set(row.teamCode, row.teamName);
    if (row.teamParent === null) continue;
    codes.add(row.teamParent);
    parents.set(row.teamCode, row.teamParent);
  }
  return [...codes].sort().map((code) => {
    const team = before.get(code);
    const ownRows = mapping.teamParent !== undefined && names.has(code);
    const parentCode = parents.get(code) ?? (ownRows ? null : (team?.parentCode ?? null));
    return { code, name: names.get(code) ?? team?.name ?? code, parentCode };
  });
}

/** Time zones of countries that have one zone at work; elsewhere the file must say. */
const ZONE_OF_COUNTRY: Readonly<Record<string, string>> = {
  NL: 'Europe/Amsterdam',
  BE: 'Europe/Brussels',
  DE: 'Europe/Berlin',
  LU: 'Europe/Luxembourg',
  PT: 'Europe/Lisbon',
  CW: 'America/Curacao',
  AW: 'America/Aruba',
  SR: 'America/Paramaribo',
};

function sitesOf(
  rows: readonly PersonRow[],
  known: readonly KnownSite[],
  defaults: SiteDefaults,
): KnownSite[] {
  const before = new Map(known.map((site) => [site.name, site]));
  const told = new Map<string, PersonRow>();
  const names = new Set<string>();
  for (const row of rows) {
    const name = row.site ?? defaults.name;
    names.add(name);
    if (row.site !== null && (row.zone !== null || row.country !== null) && !told.has(name))
      told.set(name, row);
  }
  return [...names].sort().map((name) => {
    const row = told.get(name);
    const country = row?.country ?? before.get(name)?.country ?? defaults.country;
    const zone = row?.zone ?? before.get(name)?.zone ?? ZONE_OF_COUNTRY[country] ?? defaults.zone;
    return { name, zone, country };
  });
}
