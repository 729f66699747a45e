import { accessTo, type Access, type Bearer, type Demand } from './facility.js';

export interface Member extends Readonly<Record<'personId' | 'name', string>> {
  /** Works that day: has a job, a working day, no holiday and no absence. */
  readonly isAtWork: boolean;
  /** By category: where they stand on that day. */
  readonly bearings: ReadonlyMap<string, Omit<Bearer, 'pass'>>;
  /** By facility id: another reason that holds on that day. */
  readonly passes: ReadonlyMap<string, Bearer['pass']>;
}

export interface Needed extends Demand {
  readonly id: string;
  readonly category: string;
}

export interface Cover {
  readonly facilityId: string;
  /** Who may and works that day; `limited` ones stand behind the others. */
  readonly able: readonly { readonly name: string; readonly access: Access }[];
  /** Who may, but is not at work. */
  readonly away: number;
  /** nobody: nothing gets done; single: one person's absence stops it. */
  readonly risk: 'nobody' | 'single' | 'none';
}

const NEVER = { standing: null, endorsements: [] };

/** Who can do what on one day. Limited access counts as help, not as cover: it does not take away a risk. */
export function coverOf(facilities: readonly Needed[], members: readonly Member[]): Cover[] {
  return facilities.map((facility) => {
    const may = members.flatMap((member) => {
      const bearer = {
        ...(member.bearings.get(facility.category) ?? NEVER),
        pass: member.passes.get(facility.id) ?? null,
      };
      const { access } = accessTo(facility, bearer);
      return access === 'closed' ? [] : [{ name: member.name, access, isAtWork: member.isAtWork }];
    });
    const present = may.filter(({ isAtWork }) => isAtWork);
    const full = present.filter(({ access }) => access === 'open').length;
    return {
      facilityId: facility.id,
      able: [...present]
        .sort((a, b) => Number(a.access === 'limited') - Number(b.access === 'limited'))
        .map(({ name, access }) => ({ name, access })),
      away: may.length - present.length,
      risk: full === 0 ? 'nobody' : full === 1 ? 'single' : 'none',
    };
  });
}
