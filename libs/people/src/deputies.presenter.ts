import type { Actor } from '#kernel';
import { formatDate, t } from '#ui';
import type { Candidate, DeputyView, RelationFilter, RelationView } from './deputies.schemas.js';
import { peoplePaths } from './people.paths.js';
import { sayPeriod } from './say-values.js';

/** Who stands in for whom, and the form to let somebody do so. */
export function deputiesPage(
  { language, personId }: Actor,
  isHr: boolean,
  given: { deputies: readonly DeputyView[]; candidates: readonly Candidate[]; today: string },
  errors: Readonly<Record<string, string>>,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { today } = given;
  return {
    lead: t(language, isHr ? 'people.deputies_lead_hr' : 'people.deputies_lead'),
    isHr,
    rows: given.deputies.map((deputy) => {
      const state = deputy.until < today ? 'over' : deputy.from > today ? 'coming' : 'now';
      return {
        manager: deputy.manager,
        deputy: deputy.deputy,
        period: sayPeriod(language, deputy.from, deputy.until),
        appointedBy: deputy.appointedBy ?? '–',
        state: t(language, `people.deputy_state_${state}`),
        tone: { over: 'muted', coming: 'info', now: 'ok' }[state],
        end: state === 'over' ? null : peoplePaths.endDeputy({ id: deputy.id }),
        endLabel: t(language, deputy.deputyId === personId ? 'people.deputy_stop' : 'people.deputy_end'),
        endFor: t(language, 'people.deputy_end_for', { deputy: deputy.deputy, manager: deputy.manager }),
      };
    }),
    options: given.candidates.map(({ id, name }) => ({ value: id, label: name })),
    mayAppoint: isHr || given.candidates.length > 0,
    action: peoplePaths.deputies(),
    today,
    errors,
    input,
  };
}

/** The team on one day: who, in which job, led by whom. */
export function relationPage(
  { language }: Actor,
  { on, items }: RelationView,
  filter: RelationFilter,
  isHr: boolean,
): Record<string, unknown> {
  return {
    isHr,
    on,
    manager: filter.manager ?? '',
    action: peoplePaths.relation(),
    caption: t(language, 'people.relation_on', { on: formatDate(language, on) }),
    rows: items.map((item) => ({
      name: item.name,
      href: peoplePaths.show({ id: item.personId }),
      job: item.job,
      team: item.team,
      period: sayPeriod(language, item.from, item.until),
      manager: item.manager,
      also: item.alsoLedBy.join(', '),
    })),
  };
}
