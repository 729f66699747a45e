import { formatDateTime, t } from '#ui';
import { daysBetween, type Language } from '#kernel';
import type { Day } from './expiry.js';
import { explain } from './explain.js';
import { isOnHold } from './licence.js';
import { canMove } from './transitions.js';
import type { Licence, LicenceState } from './licence.js';
import { licencesPaths } from './licences.paths.js';
import type { Standing, StoredChange, StoredLicence } from './licences.queries.js';
import type { LicenceChangeView, LicenceItem, LicenceView } from './licences.schemas.js';

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'muted';

const TONES: Readonly<Record<LicenceState, Tone>> = {
  permit: 'info',
  valid: 'ok',
  renewal: 'warn',
  grace: 'warn',
  expired: 'bad',
  suspended: 'bad',
  revoked: 'bad',
};
const GLYPHS: Readonly<Record<LicenceState, string>> = {
  permit: 'clock',
  valid: 'check',
  renewal: 'refresh',
  grace: 'alert',
  expired: 'x',
  suspended: 'pause',
  revoked: 'x',
};

export interface Title {
  readonly nl: string;
  readonly en: string;
}

/** What the catalogue says of a category. */
export interface CategoryWords {
  readonly category: string;
  readonly title: Title;
  readonly summary: Title;
  /** Licences that somebody must hold on the day of this exam. */
  readonly needs?: readonly string[];
}

export const stateTone = (state: LicenceState): Tone => TONES[state];
export const stateGlyph = (state: LicenceState): string => GLYPHS[state];
export const stateWord = (language: Language, state: LicenceState): string =>
  t(language, `licences.state_${state}`);

/** Every date of a licence with its sentence in the reader's language. */
export function sentences(
  language: Language,
  licence: Licence,
): { date: Day; field: string; sentence: string; basis: Record<string, string | number> | null }[] {
  return explain(licence).map(({ field, date, key, days, numbers, basis }) => ({
    date,
    field,
    sentence: t(language, key, { ...days, ...numbers }),
    basis: basis && { ...basis },
  }));
}

/** The one line that says until when: what the holder has to know first. */
export function untilLine(language: Language, licence: Licence, today: Day): string {
  const left = daysBetween(today, licence.validUntil);
  const args = {
    until: licence.validUntil,
    grace: licence.graceUntil,
    days: left,
    on: licence.endedOn ?? '',
  };
  // Its last day passed and the next sweep will say so.
  const state = licence.state === 'renewal' && left < 0 ? 'grace' : licence.state;
  return t(language, `licences.line_${isOnHold(licence) ? 'on_hold' : state}`, args);
}

export function presentItem(standing: Standing | Licence, number: string | null): LicenceItem {
  return {
    id: standing.licenceId,
    personId: standing.personId,
    category: standing.category,
    state: standing.state,
    validFrom: standing.validFrom,
    validUntil: standing.validUntil,
    graceUntil: standing.graceUntil,
    number,
  };
}

export function presentLicence(language: Language, stored: StoredLicence, publicUrl: string): LicenceView {
  const { licence, code } = stored;
  return {
    ...presentItem(licence, licence.number),
    number: licence.number,
    issuedOn: licence.issuedOn,
    grantedOn: licence.grantedOn,
    renewalOpensOn: licence.renewalOpensOn,
    suspendedOn: licence.suspendedOn,
    refreshBy: licence.refreshBy,
    endedOn: licence.endedOn,
    periods: licence.periods,
    publicUrl: code === null ? null : publicUrl + licencesPaths.verify({ code }),
    endorsements: [...licence.endorsements],
    supervisorId: licence.supervisorId,
    appeal: licence.appeal,
    explained: sentences(language, licence),
  };
}

export function presentChange(change: StoredChange): LicenceChangeView {
  return {
    seq: change.seq,
    kind: change.event.kind,
    on: change.event.on,
    at: change.at,
    actor: change.actor,
    reason: change.reason,
  };
}

export interface Holder {
  readonly personId: string;
  readonly number: string;
  readonly displayName: string;
  readonly initials: string;
  readonly team: string | null;
}

/** HR's page of one licence: facts, reasons, history, and only the acts that its state allows. */
export function licencePage(
  language: Language,
  zone: string,
  stored: StoredLicence,
  holder: Holder,
  title: Title,
  changes: readonly StoredChange[],
  names: ReadonlyMap<string, string>,
  today: Day,
): Record<string, unknown> {
  const { licence } = stored;
  const fact = (key: string, text: string | null): { term: string; text: string }[] =>
    text === null ? [] : [{ term: t(language, key), text }];
  return {
    id: licence.licenceId,
    name: holder.displayName,
    heading: t(language, 'licences.category_heading', { category: licence.category, title: title[language] }),
    stateLabel: stateWord(language, licence.state),
    tone: stateTone(licence.state),
    glyph: stateGlyph(licence.state),
    line: untilLine(language, licence, today),
    facts: [
      ...fact('licences.field_holder', holder.displayName),
      ...fact('licences.field_person_number', holder.number),
      ...fact('licences.field_team', holder.team),
      ...fact('licences.field_number', licence.number),
      ...fact('licences.field_periods', t(language, 'licences.periods', { n: licence.periods })),
    ],
    sentences: sentences(language, licence).map(({ sentence }) => sentence),
    cardHref: licencesPaths.card({ id: licence.licenceId }),
    maySuspend: canMove(licence.state, 'suspended'),
    mayReinstate: canMove(licence.state, 'reinstated'),
    mayRevoke: canMove(licence.state, 'revoked'),
    mayCorrect: canMove(licence.state, 'corrected'),
    mayEndorse: canMove(licence.state, 'endorsed'),
    mayWithdraw: canMove(licence.state, 'endorsement-withdrawn'),
    history: changes.map((change) => historyLine(language, zone, change, names)),
  };
}

const MARKS: Readonly<Record<StoredChange['event']['kind'], readonly [icon: string, tone: Tone]>> = {
  'permit-issued': ['clock', 'info'],
  granted: ['check', 'ok'],
  renewed: ['check', 'ok'],
  'kept-alive': ['check', 'ok'],
  'renewal-opened': ['refresh', 'warn'],
  'grace-started': ['alert', 'warn'],
  expired: ['x', 'bad'],
  'refresh-opened': ['refresh', 'warn'],
  'refresh-closed': ['check', 'ok'],
  refreshed: ['check', 'ok'],
  'put-on-hold': ['pause', 'bad'],
  restored: ['undo', 'ok'],
  suspended: ['pause', 'bad'],
  reinstated: ['undo', 'ok'],
  revoked: ['x', 'bad'],
  recognised: ['check', 'ok'],
  corrected: ['edit', 'info'],
  appealed: ['alert', 'info'],
  'appeal-upheld': ['undo', 'ok'],
  'appeal-rejected': ['x', 'bad'],
  endorsed: ['plus', 'ok'],
  'endorsement-withdrawn': ['x', 'warn'],
  'link-renewed': ['link', 'info'],
  'link-revoked': ['lock', 'info'],
  transferred: ['team', 'info'],
};

/** One line of the ledger in words, with who did it as far as that person is still known. */
function historyLine(
  language: Language,
  zone: string,
  { event, actor, at, reason }: StoredChange,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const [icon, tone] = MARKS[event.kind];
  const name = actor.startsWith('person:') ? (names.get(actor.slice('person:'.length)) ?? '') : null;
  return {
    title: t(language, `licences.change_${event.kind.replaceAll('-', '_')}`, {
      on: event.on,
      by: event.kind === 'refresh-opened' ? event.refreshBy : '',
      why: event.kind === 'put-on-hold' ? event.why : '',
      endorsement: 'endorsement' in event ? event.endorsement : '',
      from: event.kind === 'corrected' ? event.dates.validFrom : '',
      until: event.kind === 'corrected' ? event.dates.validUntil : '',
      trust: event.kind === 'recognised' ? event.trust : '',
    }),
    meta: t(language, name === null ? 'licences.by_system' : 'licences.by_person', {
      at: formatDateTime(language, at, zone),
      name: name ?? '',
    }),
    icon,
    tone,
    ...(reason === null ? {} : { text: reason }),
  };
}

/** HR's register: one row per licence. */
export function registerRow(
  language: Language,
  { licence }: StoredLicence,
  name: string,
  today: Day,
): Record<string, unknown> {
  return {
    href: licencesPaths.show({ id: licence.licenceId }),
    name,
    number: licence.number,
    category: licence.category,
    stateLabel: stateWord(language, licence.state),
    tone: stateTone(licence.state),
    glyph: stateGlyph(licence.state),
    line: untilLine(language, licence, today),
  };
}
