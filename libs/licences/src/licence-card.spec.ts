import QRCode from 'qrcode';
import { issuePermit, passExam } from './decisions.js';
import { drawQr, heldCategories, licenceCard } from './licence-card.js';
import { identity, terms } from './testing/terms.js';

const NOBODY = { open: null, lastClosed: null };
const HOLDER = {
  personId: 'x',
  number: '1003',
  displayName: 'Chaima El Idrissi',
  initials: 'CE',
  team: 'Crediteuren',
};

/** Which modules a path paints dark, read back from its runs `M3 0h7v1h-7z`. */
function painted(path: string): Set<string> {
  const dark = new Set<string>();
  for (const [, x = '', y = '', width = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let step = 0; step < Number(width); step += 1) dark.add(`${Number(x) + step},${y}`);
  }
  return dark;
}

describe('the QR code on the card', () => {
  it('paints exactly the modules of the code, as one path without any style', () => {
    const text = 'https://vaardig.example/v/000G40R40M30E209185GR38E1W';
    const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
    const { size, path } = drawQr(text);
    const dark = painted(path);
    expect(size).toBe(modules.size);
    for (let y = 0; y < size; y += 1) {
      for (let x = 0; x < size; x += 1) {
        expect(dark.has(`${x},${y}`)).toBe(Boolean(modules.get(y, x)));
      }
    }
  });
});

describe('the card', () => {
  const categories = [
    { code: 'A', held: true },
    { code: 'B', held: false },
  ];

  it('numbers its fields as a driving licence does', () => {
    const outcome = passExam(NOBODY, { attemptId: 'a', on: '2026-11-21' }, terms(), identity());
    if (!outcome.ok) throw new Error(outcome.refusal);
    const card = licenceCard('nl', outcome.licence, HOLDER, 'Demo NV', categories, null);
    const fields = card['fields'] as { no: string; value: string }[];
    expect(fields.map(({ no, value }) => [no, value])).toEqual([
      ['1', 'Chaima El Idrissi'],
      ['2', 'Crediteuren'],
      ['4a', '21 nov. 2026'],
      ['4b', '21 nov. 2028'],
      ['5', 'DNV-A-2026-000001'],
      ['9', 'A'],
    ]);
    expect(card).toMatchObject({ heading: 'IT-rijbewijs', stateLabel: 'Geldig', qr: null });
  });

  it('calls a permit a permit', () => {
    const outcome = issuePermit(NOBODY, identity(), { on: '2026-11-21', days: 30 });
    if (!outcome.ok) throw new Error(outcome.refusal);
    const card = licenceCard('en', outcome.licence, HOLDER, 'Demo NV', categories, null);
    expect(card).toMatchObject({ heading: 'Learner’s permit', stateLabel: 'Learner’s permit' });
  });

  it('marks the categories that open something now, and no lapsed ones', () => {
    const own = [
      { category: 'A', state: 'grace' as const },
      { category: 'C', state: 'expired' as const },
    ];
    expect(heldCategories(['A', 'B'], own)).toEqual([
      { code: 'A', held: true },
      { code: 'B', held: false },
      { code: 'C', held: false },
    ]);
  });
});
