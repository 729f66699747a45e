import { FIELD_KEYS, type ColumnMapping, type Field } from './fields.js';
import { plainName } from './plain-name.js';

/** The systems whose usual exports are known. */
export const PRESET_KEYS = ['afas', 'personio', 'bamboohr', 'workday'] as const;
export type PresetKey = (typeof PRESET_KEYS)[number];

export interface Preset {
  /** The system is recognised when of each of these groups one column is there. */
  readonly signature: readonly (readonly string[])[];
  /** Columns by field, the likeliest first; compared without case, accents, spaces and signs. */
  readonly columns: Readonly<Partial<Record<Field, readonly string[]>>>;
  /** Columns that look like a field but are not: a leader's name where the number is needed. */
  readonly leaveAlone: readonly string[];
}

/**
 * Column sets of common exports, as far as they differ from the names in `FIELDS`. Systems let customers rename and
 * choose columns, so a preset is a first guess: HR sees it before anything is applied, and may change it.
 */
export const PRESETS: Readonly<Record<PresetKey, Preset>> = {
  afas: {
    signature: [['medewerker', 'EmployeeId'], ['organisatorische eenheid', 'OE', 'DepartmentId']],
    columns: {
      number: ['medewerker', 'EmployeeId'],
      givenName: ['roepnaam', 'voornaam', 'FirstName'],
      infix: ['voorvoegsel', 'voorvoegsel geboortenaam', 'Prefix'],
      familyName: ['achternaam', 'geboortenaam', 'LastName'],
      fullName: ['naam volledig', 'volledige naam'],
      email: ['e-mail werk', 'mailadres werk', 'EmailWork'],
      startsOn: ['datum in dienst', 'datum in dienst (i.v.m. dienstjaren)', 'begindatum contract', 'EmploymentStart'],
      endsOn: ['datum uit dienst', 'einddatum contract', 'EmploymentEnd'],
      contract: ['soort medewerker', 'dienstbetrekking', 'soort dienstverband'],
      weeklyHours: ['aantal uren per week', 'uren per week', 'contracturen', 'HoursPerWeek'],
      job: ['functie omschrijving', 'omschrijving functie', 'functie', 'JobTitle'],
      placementFrom: ['begindatum functie', 'ingangsdatum functie', 'FunctionStart'],
      placementUntil: ['einddatum functie', 'FunctionEnd'],
      teamCode: ['organisatorische eenheid', 'OE', 'DepartmentId'],
      teamName: ['organisatorische eenheid omschrijving', 'OE omschrijving', 'omschrijving OE', 'DepartmentName'],
      teamParent: ['bovenliggende organisatorische eenheid', 'bovenliggende OE', 'ParentDepartmentId'],
      site: ['werklocatie', 'locatie', 'vestiging'],
      managerNumber: ['leidinggevende medewerker', 'leidinggevende', 'ManagerId'],
      absenceType: ['verzuimsoort', 'soort verzuim', 'verlofsoort'],
      absenceFrom: ['begindatum verzuim', 'begindatum verlof'],
      absenceUntil: ['einddatum verzuim', 'einddatum verlof'],
    },
    leaveAlone: ['leidinggevende naam', 'naam leidinggevende'],
  },
  personio: {
    signature: [
      ['ID', 'Employee ID', 'Personalnummer', 'attributes.id.value'],
      ['Position', 'attributes.position.value'],
      ['Office', 'Standort', 'attributes.office.value.attributes.name'],
      ['Hire date', 'Einstellungsdatum', 'attributes.hire_date.value'],
    ],
    columns: {
      number: ['Employee ID', 'Personalnummer', 'attributes.id.value', 'ID'],
      givenName: ['Preferred name', 'First name', 'Vorname', 'attributes.first_name.value'],
      familyName: ['Last name', 'Nachname', 'attributes.last_name.value'],
      email: ['Email', 'E-Mail', 'attributes.email.value'],
      language: ['Preferred language', 'Sprache'],
      startsOn: ['Hire date', 'Einstellungsdatum', 'attributes.hire_date.value'],
      endsOn: ['Last day of work', 'Termination date', 'Kündigungsdatum', 'attributes.termination_date.value'],
      contract: ['Employment type', 'Anstellungsart', 'attributes.employment_type.value'],
      weeklyHours: ['Weekly hours', 'Wochenstunden', 'attributes.weekly_working_hours.value'],
      job: ['Position', 'attributes.position.value'],
      teamName: ['Department', 'Abteilung', 'attributes.department.value.attributes.name'],
      site: ['Office', 'Standort', 'attributes.office.value.attributes.name'],
      managerNumber: ['Supervisor ID', 'Vorgesetzter ID', 'attributes.supervisor.value.attributes.id.value'],
      absenceType: ['Absence type', 'Abwesenheitsart'],
      absenceFrom: ['Absence start', 'Abwesend ab'],
      absenceUntil: ['Absence end', 'Abwesend bis'],
    },
    leaveAlone: ['Supervisor', 'Vorgesetzter', 'Status'],
  },
  bamboohr: {
    signature: [['Employee #'], ['Hire Date'], ['Job Title'], ['Reporting to', 'Supervisor', 'Supervisor EID', 'Division']],
    columns: {
      number: ['Employee #'],
      givenName: ['Preferred Name', 'First Name'],
      familyName: ['Last Name'],
      fullName: ['Full Name', 'Display Name'],
      email: ['Work Email', 'Best Email'],
      startsOn: ['Hire Date'],
      endsOn: ['Termination Date'],
      contract: ['Employment Status'],
      weeklyHours: ['Standard Hours Per Week', 'Hours Per Week'],
      job: ['Job Title'],
      placementFrom: ['Job Information: Date', 'Job Effective Date'],
      teamName: ['Department'],
      teamParent: ['Division'],
      site: ['Location'],
      managerNumber: ['Supervisor EID', 'Supervisor Employee #', 'Reporting to: Employee #'],
      absenceType: ['Time Off Category', 'Time Off Type'],
      absenceFrom: ['Time Off Start', 'Time Off From'],
      absenceUntil: ['Time Off End', 'Time Off To'],
    },
    leaveAlone: ['Reporting to', 'Supervisor', 'Supervisor Name', 'Status'],
  },
  workday: {
    signature: [['Employee ID', 'Worker ID'], ['Supervisory Organization', 'Supervisory Organization ID']],
    columns: {
      number: ['Employee ID', 'Worker ID'],
      givenName: ['Preferred First Name', 'Preferred Name - First Name', 'Legal First Name', 'Legal Name - First Name'],
      infix: ['Legal Name - Family Name Prefix', 'Family Name Prefix'],
      familyName: ['Preferred Last Name', 'Preferred Name - Last Name', 'Legal Last Name', 'Legal Name - Last Name'],
      fullName: ['Worker', 'Preferred Name', 'Legal Name'],
      email: ['Primary Work Email', 'Email - Primary Work', 'Work Email'],
      language: ['Preferred Language'],
      startsOn: ['Hire Date', 'Original Hire Date', 'Continuous Service Date'],
      endsOn: ['Termination Date', 'Last Day of Work', 'Contract End Date'],
      contract: ['Employee Type', 'Worker Type', 'Time Type'],
      weeklyHours: ['Scheduled Weekly Hours'],
      job: ['Business Title', 'Position Title', 'Job Profile', 'Job Profile Name'],
      grade: ['Compensation Grade'],
      placementFrom: ['Effective Date', 'Position Effective Date', 'Job Start Date'],
      placementUntil: ['Position End Date'],
      teamCode: ['Supervisory Organization ID', 'Supervisory Organization Reference ID'],
      teamName: ['Supervisory Organization'],
      teamParent: ['Superior Organization ID', 'Superior Organization Reference ID'],
      site: ['Location', 'Work Location'],
      country: ['Location Address - Country', 'Work Country'],
      zone: ['Time Zone', 'Location Time Zone'],
      managerNumber: ['Manager Employee ID', 'Manager ID', "Worker's Manager ID"],
      absenceType: ['Leave Type', 'Leave of Absence Type'],
      absenceFrom: ['First Day of Leave', 'Leave Start Date'],
      absenceUntil: ['Estimated Last Day of Leave', 'Actual Last Day of Leave'],
    },
    leaveAlone: ['Manager', "Worker's Manager", 'Superior Organization', 'Cost Center'],
  },
}; // prettier-ignore

/** The first system whose columns are there, or undefined. */
export function recognisePreset(header: readonly string[]): PresetKey | undefined {
  const names = new Set(header.map(plainName));
  return PRESET_KEYS.find((key) =>
    PRESETS[key].signature.every((group) => group.some((name) => names.has(plainName(name)))),
  );
}

/** Which columns of this header hold which field by a preset; no column twice. */
export function columnsOf(key: PresetKey, header: readonly string[]): ColumnMapping {
  const byName = new Map(header.map((column) => [plainName(column), column]));
  const mapping: ColumnMapping = {};
  const used = new Set<string>();
  for (const field of FIELD_KEYS) {
    const columns = (PRESETS[key].columns[field] ?? []).map((name) => byName.get(plainName(name)));
    const column = columns.find((name) => name !== undefined && !used.has(name));
    if (column === undefined) continue;
    mapping[field] = column;
    used.add(column);
  }
  return mapping;
}

/** Columns of this header that a preset wants nobody to take for a field. */
export function leftAloneBy(key: PresetKey, header: readonly string[]): string[] {
  const names = new Set(PRESETS[key].leaveAlone.map(plainName));
  return header.filter((column) => names.has(plainName(column)));
}
