import type { Language } from '#kernel';
import { t } from '#ui';
import type { Day } from './expiry.js';
import { isHeld, isOnHold, isOpen } from './licence.js';
import type { Licence, LicenceState } from './licence.js';
import { licencesPaths } from './licences.paths.js';
import { sentences, stateGlyph, stateTone, stateWord, untilLine } from './licences.presenter.js';
import type { CategoryWords, Title } from './licences.presenter.js';
import {
  type Consequence,
  type Memory,
  type MemoryView,
  presentMemory,
  refreshLine,
} from './memory.presenter.js';
import type { StoredLicence } from './licences.queries.js';

/** A reason to hold a category, as the home page's policies know it; the wallet shows it when it is handed in. */
export interface Need {
  readonly category: string;
  /** Null while no date counts. */
  readonly dueOn: Day | null;
  readonly because: Title;
}

/** All reasons to hold one category, taken together. */
interface CategoryNeed {
  readonly category: string;
  readonly dueOn: Day | null;
  readonly because: readonly Title[];
}

/** One need per category, in the order of their first reasons: the earliest day of all, and every reason once. */
export function needsByCategory(needs: readonly Need[]): CategoryNeed[] {
  const merged = new Map<string, CategoryNeed>();
  for (const { category, dueOn, because } of needs) {
    const known = merged.get(category);
    const reasons = known?.because ?? [];
    const isNew = !reasons.some(({ nl, en }) => nl === because.nl && en === because.en);
    merged.set(category, {
      category,
      dueOn: earlier(known?.dueOn ?? null, dueOn),
      because: isNew ? [...reasons, because] : reasons,
    });
  }
  return [...merged.values()];
}

const earlier = (a: Day | null, b: Day | null): Day | null => (a === null || (b !== null && b < a) ? b : a);

/** The wallet: what I hold, what I need, until when, and why. One card per category. */
export function walletPage(
  language: Language,
  own: readonly (StoredLicence & { title: Title })[],
  needs: readonly (CategoryNeed & { title: Title })[],
  known: readonly CategoryWords[],
  today: Day,
  memories: readonly Memory[] = [],
): Record<string, unknown> {
  const latest = own.filter(
    (each, index) => own.findIndex((other) => other.licence.category === each.licence.category) === index,
  );
  const owned = new Set(latest.map(({ licence }) => licence.category));
  const needed = new Map(needs.map((need) => [need.category, need]));
  const heading = (category: string, title: Title): string =>
    t(language, 'licences.category_heading', { category, title: title[language] });
  const reasons = (need: CategoryNeed | undefined): string[] =>
    (need?.because ?? []).map((because) => because[language]);
  const held = new Set(
    latest.filter(({ licence }) => isHeld(licence, today)).map(({ licence }) => licence.category),
  );
  const firstOf = (category: string): string | null => {
    const needs = known.find((one) => one.category === category)?.needs ?? [];
    const first = needs.find((need) => !held.has(need));
    return first === undefined ? null : t(language, 'licences.needs_first', { category: first });
  };
  return {
    licences: latest.map(({ licence, title }) => ({
      heading: heading(licence.category, title),
      stateLabel: stateWord(language, licence.state),
      tone: stateTone(licence.state),
      glyph: stateGlyph(licence.state),
      line: untilLine(language, licence, today),
      number: licence.number,
      because: reasons(needed.get(licence.category)),
      sentences: sentences(language, licence).map(({ sentence }) => sentence),
      memory: memoryOf(language, licence, memories, today),
      refresh: refreshLine(language, consequenceOf(licence), today),
      cardHref: licencesPaths.card({ id: licence.licenceId }),
      examHref: examHref(licence),
      examLabel: t(language, examWord(licence)),
    })),
    needs: needs
      .filter(({ category }) => !owned.has(category))
      .map((need) => ({
        heading: heading(need.category, need.title),
        line: need.dueOn
          ? t(language, 'licences.needed_by', { date: need.dueOn })
          : t(language, 'licences.needed'),
        because: reasons(need),
        first: firstOf(need.category),
        examHref: licencesPaths.exam({ category: need.category }),
      })),
    others: known
      .filter(({ category }) => !owned.has(category) && !needed.has(category))
      .map(({ category, title, summary }) => ({
        heading: heading(category, title),
        summary: summary[language],
        first: firstOf(category),
        examHref: licencesPaths.exam({ category }),
      })),
  };
}

const consequenceOf = (licence: Licence): Consequence => ({
  isUpkeep: licence.terms?.rule === 'upkeep',
  refreshBy: licence.refreshBy,
  isOnHold: isOnHold(licence),
});

/** What the holder remembers, for a licence that is in force or on hold; what has ended rests on nothing. */
function memoryOf(
  language: Language,
  licence: Licence,
  memories: readonly Memory[],
  today: Day,
): MemoryView | null {
  const memory = memories.find(({ category }) => category === licence.category);
  if (!memory || !isOpen(licence)) return null;
  return presentMemory(language, memory, consequenceOf(licence), today);
}

function examWord(licence: Licence): string {
  if (licence.refreshBy !== null) return 'licences.take_refresh';
  return licence.periods === 0 ? 'licences.take_exam' : 'licences.renew_now';
}

/**
 * The exam is the way on wherever one helps: also while a refresh exam is open or missed. What HR suspended waits for a
 * person, a fresh licence for its window.
 */
function examHref(licence: Licence): string | null {
  const helps: readonly LicenceState[] = ['permit', 'renewal', 'grace', 'expired', 'revoked'];
  return licence.refreshBy !== null || helps.includes(licence.state)
    ? licencesPaths.exam({ category: licence.category })
    : null;
}
