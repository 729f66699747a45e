import QRCode from 'qrcode';
import { formatDate, t } from '#ui';
import type { Language } from '#kernel';
import { OPENING_STATES } from './licence.js';
import type { Licence } from './licence.js';
import { stateTone, stateWord, type Holder } from './licences.presenter.js';

/** A QR code as one path over `size` × `size` units: no style, no script, sharp at every size. */
export interface QrDrawing {
  readonly size: number;
  readonly path: string;
}

/** Level M survives 15 % damage: enough for a screen or a printed card. One run of dark modules is one rectangle. */
export function drawQr(text: string): QrDrawing {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  let path = '';
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const start = x;
      while (x < size && modules.get(y, x)) x += 1;
      if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`;
    }
  }
  return { size, path };
}

/** The card in driving-licence proportions, with the numbered fields of a driving licence. */
export function licenceCard(
  language: Language,
  licence: Licence,
  holder: Holder,
  issuer: string,
  categories: readonly { code: string; held: boolean }[],
  verifyUrl: string | null,
): Record<string, unknown> {
  const field = (no: string, key: string, value: string): { no: string; label: string; value: string } => ({
    no,
    label: t(language, key),
    value,
  });
  return {
    heading: t(language, licence.periods === 0 ? 'licences.permit_heading' : 'licences.card_heading'),
    issuer,
    state: licence.state,
    stateLabel: stateWord(language, licence.state),
    tone: stateTone(licence.state),
    name: holder.displayName,
    initials: holder.initials,
    fields: [
      field('1', 'licences.field_holder', holder.displayName),
      ...(holder.team === null ? [] : [field('2', 'licences.field_team', holder.team)]),
      field('4a', 'licences.field_issued', formatDate(language, licence.validFrom)),
      field('4b', 'licences.field_until', formatDate(language, licence.validUntil)),
      field('5', 'licences.field_number', licence.number),
      field('9', 'licences.field_categories', heldText(categories)),
    ],
    categories,
    qr: verifyUrl === null ? null : drawQr(verifyUrl),
  };
}

/** All categories of the house, marked when one of these licences opens facilities now. */
export function heldCategories(
  known: readonly string[],
  own: readonly Pick<Licence, 'category' | 'state'>[],
): { code: string; held: boolean }[] {
  const held = new Set(
    own.filter(({ state }) => OPENING_STATES.includes(state)).map(({ category }) => category),
  );
  const codes = [...new Set([...known, ...own.map(({ category }) => category)])].sort();
  return codes.map((code) => ({ code, held: held.has(code) }));
}

function heldText(categories: readonly { code: string; held: boolean }[]): string {
  const held = categories.filter((each) => each.held).map(({ code }) => code);
  return held.length === 0 ? '–' : held.join(', ');
}
