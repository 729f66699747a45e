import type { Language } from '#kernel';
import { t } from '#ui';
import type { Access } from './facility.js';
import { facilitiesPaths } from './facilities.paths.js';
import type { AccessCount } from './facilities.queries.js';
import type { FacilityView, OwnFacility } from './facilities.schemas.js';

const TONES: Readonly<Record<Access, string>> = { open: 'ok', limited: 'info', closed: 'muted' };
const GLYPHS: Readonly<Record<Access, string>> = { open: 'check', limited: 'clock', closed: 'lock' };

/** "What may I, what do I need": open first, then what an exam would open. */
export function ownPage(language: Language, own: readonly OwnFacility[]): Record<string, unknown> {
  const present = (facility: OwnFacility): Record<string, unknown> => ({
    name: facility.name[language],
    access: t(language, `facilities.access_${facility.access}`),
    tone: TONES[facility.access],
    glyph: GLYPHS[facility.access],
    because: t(language, `facilities.because_${facility.reason.replaceAll('-', '_')}`, {
      category: facility.category,
    }),
    examHref: examHelps(facility) ? facilitiesPaths.exam({ category: facility.category }) : null,
    examLabel: t(language, 'facilities.take_exam', { category: facility.category }),
  });
  return {
    may: own.filter(({ access }) => access !== 'closed').map(present),
    needs: own.filter(({ access }) => access === 'closed').map(present),
    summary: t(language, 'facilities.summary', {
      open: own.filter(({ access }) => access !== 'closed').length,
      all: own.length,
    }),
  };
}

/** An exam opens or keeps it; after a suspension only HR can. */
function examHelps({ reason }: OwnFacility): boolean {
  return !['holds', 'suspended'].includes(reason);
}

export function editRows(
  language: Language,
  facilities: readonly FacilityView[],
  counts: readonly AccessCount[],
): Record<string, unknown>[] {
  const count = (id: string, access: Access): number =>
    counts.find((each) => each.facilityId === id && each.access === access)?.n ?? 0;
  return facilities.map((facility) => ({
    name: facility.name[language],
    category: facility.category,
    owner: t(language, `facilities.owner_${facility.owner.replaceAll('-', '_')}`),
    open: count(facility.id, 'open'),
    limited: count(facility.id, 'limited'),
    closed: count(facility.id, 'closed'),
    href: facilitiesPaths.edit({ id: facility.id }),
  }));
}

/** A facility as its form shows it. */
export function formInput(facility: FacilityView): Record<string, unknown> {
  const { code, name, owner, category, safetyCritical, opensOnPermit } = facility;
  return { code, nameNl: name.nl, nameEn: name.en, owner, category, safetyCritical, opensOnPermit };
}
