import type { Actor, Language } from '#kernel';
import { formatDate, formatDateTime, t } from '#ui';
import type { StoredFinding } from './findings.queries.js';
import type { FindingFilter, FindingItem, FindingsView } from './findings.schemas.js';
import { peoplePaths } from './people.paths.js';
import { snake } from './say-values.js';

/** One finding in words: what is wrong, and what to do. */
export function presentFinding({ language, personId: viewer }: Actor, finding: StoredFinding): FindingItem {
  const { id, kind, personId, name, number, runId, details, owner } = finding;
  return {
    id,
    kind,
    personId,
    name,
    number,
    importId: runId,
    row: details.row ?? null,
    what: whatOf(language, finding),
    todo: t(language, `people.finding_${snake(kind)}_todo`),
    href: hrefOf(finding),
    owner,
    isMine: finding.ownerId !== null && finding.ownerId === viewer,
    foundAt: finding.foundAt.toISOString(),
  };
}

function whatOf(language: Language, { kind, details, manager }: StoredFinding): string {
  if (kind === 'import-row') {
    const reason = t(language, `people.reason_${snake(details.reason ?? '')}`);
    const column = details.column ?? null;
    return column === null
      ? t(language, 'people.finding_row', { row: details.row ?? 0, reason })
      : t(language, 'people.finding_cell', { row: details.row ?? 0, column, reason });
  }
  return t(language, `people.finding_${snake(kind)}_what`, {
    manager: manager ?? '–',
    people: details.people ?? 0,
    since: details.since === undefined ? '' : formatDate(language, details.since),
    type: details.type === undefined ? '' : t(language, `people.absence_${details.type}`),
  });
}

function hrefOf({ kind, personId, runId, details }: StoredFinding): string | null {
  if (kind === 'two-records' && details.match) return peoplePaths.match({ id: details.match });
  if (runId !== null) return peoplePaths.import({ id: runId, kind: 'problems' });
  return personId === null ? null : peoplePaths.show({ id: personId });
}

/** The page of findings: kinds with their number and owner, and the open ones of one kind or of all. */
export function findingsPage(
  { language, zone }: Actor,
  view: FindingsView,
  filter: FindingFilter,
  mended: number,
  errors: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const link = (change: Record<string, string | null>): string =>
    peoplePaths.quality({ kind: filter.kind ?? null, mine: filter.mine ? 'true' : null, ...change });
  const chosen = view.kinds.find(({ kind }) => kind === filter.kind);
  return {
    tabs: [
      { label: t(language, 'people.quality_all'), href: link({ mine: null }), current: !filter.mine },
      { label: t(language, 'people.quality_mine'), href: link({ mine: 'true' }), current: filter.mine },
    ],
    kinds: view.kinds.map(({ kind, count, owner }) => ({
      label: t(language, `people.finding_${snake(kind)}`),
      count,
      owner: owner ?? t(language, 'people.no_owner'),
      href: link({ kind }),
      current: kind === filter.kind,
    })),
    chosen: filter.kind && {
      title: t(language, `people.finding_${snake(filter.kind)}`),
      why: t(language, `people.finding_${snake(filter.kind)}_why`),
      owner: chosen?.owner ?? t(language, 'people.no_owner'),
      action: peoplePaths.kindOwner({ kind: filter.kind }),
    },
    rows: view.items.map((item) => ({
      who: item.name ?? item.number ?? t(language, 'people.finding_row_only', { row: item.row ?? 0 }),
      number: item.name === null ? null : item.number,
      href: item.href,
      what: item.what,
      todo: item.todo,
      owner: item.owner ?? t(language, 'people.no_owner'),
      since: t(language, 'people.finding_since', { at: formatDateTime(language, item.foundAt, zone) }),
      take: item.isMine ? null : peoplePaths.findingOwner({ id: item.id }),
    })),
    mended: t(language, 'people.quality_mended', { n: mended }),
    all: filter.kind ? link({ kind: null }) : null,
    check: peoplePaths.qualityChecks(),
    next: view.next === null ? null : link({ after: view.next }),
    first: filter.after ? link({}) : null,
    errors,
  };
}
