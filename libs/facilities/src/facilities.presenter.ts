import type { Language } from '#kernel';
import { formatDateTime, t } from '#ui';
import type { Access } from './facility.js';
import { facilitiesPaths } from './facilities.paths.js';
import type { AccessCount } from './desired.queries.js';
import type { FacilityView, OwnFacility } from './facilities.schemas.js';

const TONES: Readonly<Record<Access, string>> = { open: 'ok', limited: 'info', closed: 'muted' };
const GLYPHS: Readonly<Record<Access, string>> = { open: 'check', limited: 'clock', closed: 'lock' };

/** "What may I, what do I need": open first, then what an exam would open. */
export function ownPage(
  language: Language,
  zone: string,
  own: readonly OwnFacility[],
): Record<string, unknown> {
  const present = (facility: OwnFacility): Record<string, unknown> => ({
    name: facility.name[language],
    access: t(language, `facilities.access_${facility.access}`),
    tone: TONES[facility.access],
    glyph: GLYPHS[facility.access],
    because: t(language, `facilities.because_${facility.reason.replaceAll('-', '_')}`, {
      category: facility.category,
    }),
    closing: closingLine(language, zone, facility),
    limits: facility.access === 'limited' ? facility.limits[language] : '',
    glassHref: glassHelps(facility) ? facilitiesPaths.breakGlass({ id: facility.id }) : null,
    glassLabel: t(language, 'facilities.break_glass', { name: facility.name[language] }),
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
  return !['holds', 'suspended', 'safety-limited', 'endorsement-missing', 'waiver', 'not-employed'].includes(
    reason,
  );
}

/** In need it can be opened: not when it is open, and not after a person closed it. */
function glassHelps({ access, reason }: OwnFacility): boolean {
  return access !== 'open' && !['suspended', 'revoked', 'safety-limited', 'not-employed'].includes(reason);
}

/** Until when it is still open, when it is about to close. */
function closingLine(language: Language, zone: string, { isClosing, closesAt }: OwnFacility): string | null {
  if (!isClosing) return null;
  if (closesAt === null) return t(language, 'facilities.closes_later');
  return t(language, 'facilities.closes_at', { at: formatDateTime(language, closesAt, zone) });
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
  const { code, name, owner, category, safetyCritical, opensOnPermit, endorsement, limits } = facility;
  return {
    code,
    nameNl: name.nl,
    nameEn: name.en,
    owner,
    category,
    safetyCritical,
    opensOnPermit,
    endorsement: endorsement ?? '',
    limitsNl: limits.nl,
    limitsEn: limits.en,
  };
}
