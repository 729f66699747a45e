import type { Language } from '#kernel';
import { formatDateTime, formatNumber, t } from '#ui';
import type { PersonDetail, PersonItem } from './people.schemas.js';
import { peoplePaths } from './people.paths.js';
import { sayChange, sayDays, sayPeriod, type Names } from './say-values.js';

const TONES = { employed: 'ok', coming: 'info', left: 'muted' } as const;

export function personRow(language: Language, person: PersonItem): Record<string, unknown> {
  return {
    ...person,
    href: peoplePaths.show({ id: person.id }),
    stateText: t(language, `people.state_${person.state}`),
    tone: TONES[person.state],
  };
}

export function personPage(
  language: Language,
  zone: string,
  person: PersonDetail,
  names: Names,
): Record<string, unknown> {
  const yes = (on: boolean): string => t(language, on ? 'people.yes' : 'people.no');
  const fact = (key: string, text: string | null, href?: string): Record<string, unknown>[] =>
    text === null ? [] : [{ term: t(language, `people.${key}`), text, ...(href ? { href } : {}) }];
  return {
    name: person.name,
    lead: [person.job, person.team].filter((part) => part !== null).join(' · '),
    privacy: t(language, `people.sight_${person.sight}`),
    facts: [
      ...fact('field_number', person.number),
      ...fact('field_former_numbers', person.formerNumbers.join(', ') || null),
      ...fact('field_email', person.email),
      ...fact('field_language', person.language && t(language, `people.language_${person.language}`)),
      ...fact('field_site', person.site),
      ...fact('field_zone', person.zone),
    ],
    state: { text: t(language, `people.state_${person.state}`), tone: TONES[person.state] },
    isReport: person.sight === 'report',
    employments: person.employments.map((employment) => ({
      title: sayPeriod(language, employment.startsOn, employment.endsOn),
      contract: employment.contract,
      placements: employment.placements.map((placement) => ({
        period: sayPeriod(language, placement.startsOn, placement.endsOn),
        job: placement.job,
        grade: placement.grade,
        team: placement.team,
        site: placement.site,
        manager: placement.manager,
        managerHref: placement.managerId && peoplePaths.show({ id: placement.managerId }),
        hours: placement.weeklyHours === null ? '–' : formatNumber(language, placement.weeklyHours),
        days: sayDays(language, placement.workingDays),
        night: yes(placement.nightShift),
      })),
    })),
    absences: person.absences.map((absence) => ({
      title: t(language, `people.absence_${absence.type}`),
      meta: sayPeriod(language, absence.startsOn, absence.endsOn),
      icon: 'calendar',
    })),
    history: person.history.map((change) => ({
      title: t(language, `people.history_${change.kind}`),
      meta: t(language, 'people.history_meta', {
        at: formatDateTime(language, change.at, zone),
        source: change.source,
      }),
      text: change.fields.map((field) => changeLine(language, field, names)).join('; '),
      href: peoplePaths.import({ id: change.importId }),
      icon: 'upload',
    })),
  };
}

function changeLine(
  language: Language,
  change: PersonDetail['history'][number]['fields'][number],
  names: Names,
): string {
  const { label, from, to } = sayChange(language, change as Parameters<typeof sayChange>[1], names);
  return from === null ? `${label}: ${to ?? '–'}` : `${label}: ${from} → ${to ?? '–'}`;
}
