import type { Actor, Language } from '#kernel';
import { formatDateTime, t } from '#ui';
import type { MatchRecord, MatchView, MergesView } from './merges.schemas.js';
import { peoplePaths } from './people.paths.js';
import { sayPeriod, snake } from './say-values.js';

const TONES = { 'almost-certain': 'warn', likely: 'info', possible: 'muted' } as const;

/** Pairs to look at, what was joined, and the form for two numbers that HR knows to be one person. */
export function mergesPage(
  { language, zone }: Actor,
  { open, merges }: MergesView,
  errors: Readonly<Record<string, string>>,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return {
    open: open.map((match) => ({
      title: `${match.kept.name} (${match.kept.number}) · ${match.other.name} (${match.other.number})`,
      href: peoplePaths.match({ id: match.id }),
      ...likelihood(language, match),
      kind: t(language, `people.match_kind_${match.kind}`),
      why: reasons(language, match).join('; '),
    })),
    merges: merges.map((merge) => ({
      title: t(language, 'people.merge_line', {
        name: merge.name,
        number: merge.number,
        into: merge.intoNumber,
      }),
      href: peoplePaths.show({ id: merge.intoId }),
      meta: t(language, 'people.merge_meta', {
        at: formatDateTime(language, merge.mergedAt, zone),
        by: merge.mergedBy ?? '–',
      }),
      undone:
        merge.undoneAt === null
          ? null
          : t(language, 'people.merge_undone_at', { at: formatDateTime(language, merge.undoneAt, zone) }),
      dialog: `undo-${merge.id}`,
      undo: peoplePaths.undoMerge({ id: merge.id }),
      undoText: t(language, 'people.undo_merge_text', { number: merge.number, into: merge.intoNumber }),
    })),
    errors,
    number: input['number'] ?? '',
    otherNumber: input['otherNumber'] ?? '',
    action: peoplePaths.matches(),
  };
}

/** Two records side by side, with what speaks for one person. */
export function matchPage(language: Language, match: MatchView): Record<string, unknown> {
  const { id, kept, other } = match;
  return {
    back: peoplePaths.matches(),
    lead: t(language, `people.match_lead_${match.kind}`),
    ...likelihood(language, match),
    reasons: reasons(language, match),
    records: [
      { title: t(language, 'people.match_kept'), ...recordCard(language, kept) },
      { title: t(language, 'people.match_other'), ...recordCard(language, other) },
    ],
    isOpen: match.state === 'open',
    state: t(language, `people.match_state_${match.state}`),
    together: match.kind === 'duplicate',
    mergeText: t(language, 'people.merge_text', { number: other.number, into: kept.number }),
    merge: peoplePaths.mergeMatch({ id }),
    reject: peoplePaths.rejectMatch({ id }),
  };
}

function recordCard(language: Language, record: MatchRecord): Record<string, unknown> {
  const fact = (key: string, text: string | null): Record<string, unknown> => ({
    term: t(language, `people.field_${key}`),
    text: text ?? '–',
  });
  return {
    facts: [
      { ...fact('name', record.name), href: peoplePaths.show({ id: record.id }) },
      fact('number', record.number),
      fact('email', record.email),
      fact('job', record.job),
      fact('team', record.team),
      fact('site', record.site),
      {
        term: t(language, 'people.employment'),
        text:
          record.periods.map(({ startsOn, endsOn }) => sayPeriod(language, startsOn, endsOn)).join('; ') ||
          '–',
      },
    ],
  };
}

function likelihood(language: Language, { likelihood: word }: MatchView): { tone: string; word: string } {
  return word === null
    ? { tone: 'info', word: t(language, 'people.match_by_hr') }
    : { tone: TONES[word], word: t(language, `people.match_${snake(word)}`) };
}

const reasons = (language: Language, { evidence }: MatchView): string[] =>
  evidence.map((reason) => t(language, `people.evidence_${snake(reason)}`));
