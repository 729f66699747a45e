import type { Language } from '#kernel';
import { t } from '#ui';
import { authoringPaths } from './authoring.paths.js';
import type { ReportReason } from './report.js';
import type { AuthorReport, OwnReport } from './reports.schemas.js';

export interface SentForm {
  readonly errors: Readonly<Record<string, string>>;
  readonly input: Readonly<Record<string, unknown>>;
}

export const reasonWord = (language: Language, reason: ReportReason): string =>
  t(language, `authoring.reason_${reason.replaceAll('-', '_')}`);

/** The model of /reports: what somebody reported, and the answers. */
export const ownReportsPage = (language: Language, reports: readonly OwnReport[]) => ({
  reports: reports.map((report) => ({
    title: reasonWord(language, report.reason),
    about: aboutWords(language, report),
    ...{ words: report.words, at: report.reportedAt, answer: report.answer },
    ...outcomeTag(language, report),
  })),
});

const aboutWords = (language: Language, { category }: { readonly category: string | null }): string =>
  category === null
    ? t(language, 'authoring.report_of_practice')
    : t(language, 'authoring.report_of_exam', { category });

function outcomeTag(language: Language, { outcome, mendedVersion }: OwnReport | AuthorReport) {
  const state = t(language, `authoring.report_${outcome ?? 'open'}`, { version: mendedVersion ?? 0 });
  return { state, tone: outcome === null ? 'info' : outcome === 'mended' ? 'ok' : 'muted' };
}

/** One report as an author reads it. */
export const authorReport = (language: Language, report: AuthorReport) => ({
  ...{
    id: report.id,
    reason: reasonWord(language, report.reason),
    words: report.words,
    lang: report.language,
  },
  ...{ on: report.reportedOn, answer: report.answer },
  version: report.itemVersion,
  reporter: report.reporter?.name ?? '',
  ...outcomeTag(language, report),
});

/** The model of /author/reports: open ones gathered by question, then those that were answered. */
export function reportsPage(
  language: Language,
  reports: readonly AuthorReport[],
  versionOf: (itemId: string) => number | undefined,
  sent?: SentForm & { readonly id: string },
) {
  const open = new Map<string, AuthorReport[]>();
  for (const report of reports.filter(({ outcome }) => outcome === null)) {
    const key = report.itemId ?? report.id;
    open.set(key, [...(open.get(key) ?? []), report]);
  }
  return {
    groups: [...open.values()].map((group) => groupModel(language, group, versionOf, sent)),
    answered: reports
      .filter(({ outcome }) => outcome !== null)
      .map((report) => ({ ...authorReport(language, report), title: groupTitle(language, report) })),
    errors: sent?.errors,
  };
}

function groupModel(
  language: Language,
  group: readonly AuthorReport[],
  versionOf: (itemId: string) => number | undefined,
  sent?: SentForm & { readonly id: string },
) {
  const [first] = group;
  if (!first) throw new Error('a group holds at least one report');
  const form = group.some(({ id }) => id === sent?.id) ? sent : undefined;
  const now = first.itemId === null ? undefined : versionOf(first.itemId);
  return {
    id: first.id,
    title: groupTitle(language, first),
    href: first.itemId === null ? null : authoringPaths.item({ id: first.itemId }),
    count: t(language, 'authoring.n_reports', { n: group.length }),
    reports: group.map((report) => authorReport(language, report)),
    action: authoringPaths.answer({ id: first.id }),
    outcomes: (['mended', 'stays'] as const).map((value) => ({
      value,
      label: t(language, `authoring.answer_${value}`),
    })),
    ...{ errors: form?.errors, input: form?.input, isOpen: form !== undefined },
    version: form?.input['version'] ?? (now === undefined ? '' : now + 1),
  };
}

const groupTitle = (language: Language, { itemId, category }: AuthorReport): string =>
  itemId === null
    ? t(language, 'authoring.report_of_exam', { category: category ?? '' })
    : t(language, 'authoring.item_title', { id: itemId });
