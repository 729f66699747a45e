import fc from 'fast-check';
import {
  isDisputed,
  isStale,
  plainStep,
  slugOf,
  stepsFor,
  textFor,
  usefulness,
  weightOf,
  type CardText,
} from './card.js';
import { faultsOf } from './card-faults.js';
import { FIRST_SETTINGS, inOrder, KINDS, ladder } from './front-door.js';
import { askedWords, cutsOf, gapText, partsOf, plainText } from './words.js';
import { searchQuality, type LabelledQuery } from './search-quality.js';

const text = (title: string): CardText => ({
  ...{ title, summary: '', words: [], otherwise: '', steps: ['a', 'b', 'c'] },
  variants: [{ device: 'mac', steps: ['m'] }],
});
const fresh = { reviewedOn: '2026-11-01', reviewBy: '2027-03-01' };
const counts = fc.record({ solved: fc.nat(500), almost: fc.nat(500), refused: fc.nat(500) });

describe('an answer card', () => {
  it('is shown in the reader’s language, or in the other one when that is all there is', () => {
    expect(textFor({ nl: text('nl'), en: text('en') }, 'en')).toMatchObject({
      language: 'en',
      text: { title: 'en' },
    });
    expect(textFor({ nl: text('nl'), en: null }, 'en')).toMatchObject({ language: 'nl' });
    expect(textFor({ nl: null, en: null }, 'nl')).toBeNull();
  });

  it('has the steps of a device, and those for everybody otherwise', () => {
    expect(stepsFor(text('x'), 'mac')).toEqual(['m']);
    expect(stepsFor(text('x'), 'android')).toEqual(['a', 'b', 'c']);
    expect(stepsFor(text('x'), null)).toEqual(['a', 'b', 'c']);
  });

  it('is stale the day after its date, and 181 days after its review whatever its date says', () => {
    expect(isStale(fresh, '2027-03-01')).toBe(false);
    expect(isStale(fresh, '2027-03-02')).toBe(true);
    const long = { reviewedOn: '2026-01-01', reviewBy: '2026-12-31' };
    expect(isStale(long, '2026-06-30')).toBe(false);
    expect(isStale(long, '2026-07-01')).toBe(true);
  });

  it('is disputed from five answers on, when no outnumbers solved', () => {
    expect(isDisputed({ solved: 1, almost: 0, refused: 3 })).toBe(false);
    expect(isDisputed({ solved: 1, almost: 1, refused: 3 })).toBe(true);
    expect(isDisputed({ solved: 3, almost: 0, refused: 3 })).toBe(false);
  });

  it('proves itself: three lucky readers do not beat eighty out of a hundred', () => {
    const lucky = usefulness({ solved: 3, almost: 0, refused: 0 });
    expect(lucky).toBeLessThan(usefulness({ solved: 90, almost: 0, refused: 10 }));
    expect(usefulness({ solved: 0, almost: 0, refused: 0 })).toBeCloseTo(0.7);
  });

  it('never weighs more for a refusal, and less when nobody looks after it', () => {
    fc.assert(
      fc.property(counts, (some) => {
        const today = '2026-11-23';
        const worse = { ...some, refused: some.refused + 1 };
        const weight = weightOf({ ...some, ...fresh }, today);
        expect(weightOf({ ...worse, ...fresh }, today)).toBeLessThanOrEqual(weight);
        expect(weightOf({ ...some, ...fresh, reviewBy: '2026-11-22' }, today)).toBeLessThan(weight);
        expect(weight).toBeGreaterThan(0);
        expect(weight).toBeLessThanOrEqual(1.3);
      }),
    );
  });

  it('gets a URL from its title', () => {
    expect(slugOf('Één wifi valt wég!')).toBe('een-wifi-valt-weg');
    expect(slugOf('???')).toBe('card');
  });
});

describe('the front door', () => {
  it('says measured minutes as soon as there are twenty, and HR’s until then', () => {
    const measured = [
      { rung: 'colleague' as const, minutes: 7.6, n: 20 },
      { rung: 'it' as const, minutes: 90, n: 19 },
    ];
    expect(ladder(FIRST_SETTINGS.minutes, measured)).toEqual([
      { rung: 'self', minutes: 2, isMeasured: false },
      { rung: 'colleague', minutes: 8, isMeasured: true },
      { rung: 'it', minutes: 240, isMeasured: false },
    ]);
  });

  it('puts results in HR’s order of kinds and keeps the order inside a kind', () => {
    const found = [
      { kind: 'card' as const, n: 1 },
      { kind: 'lesson' as const, n: 2 },
      { kind: 'card' as const, n: 3 },
    ];
    expect(inOrder(found, ['lesson', 'card']).map(({ n }) => n)).toEqual([2, 1, 3]);
    expect(inOrder(found, KINDS).map(({ n }) => n)).toEqual([1, 3, 2]);
  });
});

describe('the words of a question', () => {
  it('lose accents, apostrophes and the hyphen of wi-fi', () => {
    expect(plainText("Wi-Fi & e-mail: 't café-netwerk")).toBe('wifi email t cafe netwerk');
  });

  it('leave out what says nothing, unless nothing is left', () => {
    expect(askedWords('Hoe kan ik mijn wachtwoord wijzigen?').map(({ word }) => word)).toEqual([
      'wachtwoord',
      'wijzigen',
    ]);
    expect(askedWords('het werkt niet').map(({ word }) => word)).toEqual(['het', 'werkt', 'niet']);
    expect(askedWords('  ')).toEqual([]);
  });

  it('share a form with any word that is one typo away', () => {
    const word = fc.stringMatching(/^[a-z]{4,10}$/);
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('drop', 'swap', 'other', 'add'), (right, at, how) => {
        const place = at % (right.length - 1);
        const [before, after] = [right.slice(0, place), right.slice(place + 1)];
        const typo = {
          drop: before + after,
          swap: `${before}${right[place + 1]}${right[place]}${right.slice(place + 2)}`,
          other: `${before}x${after}`,
          add: `${before}x${right.slice(place)}`,
        }[how];
        const cuts = new Set(cutsOf(right));
        expect(cutsOf(typo).some((cut) => cuts.has(cut))).toBe(true);
      }),
    );
  });

  it('hold the parts of a compound', () => {
    expect(partsOf('beeldscherm')).toEqual(expect.arrayContaining(['beeld', 'scherm']));
    expect(partsOf('muis')).toEqual([]);
  });
});

describe('a gap', () => {
  it('holds no address, no number and no colleague', () => {
    const names = new Set(['fatima', 'yilmaz']);
    const asked =
      'Fatima Yılmaz (f.yilmaz@demo.example, 06-12345678, PC0042) kan niet bij https://intern.example/x';
    expect(gapText(asked, new Set([...names, 'y', 'lmaz']))).toBe('kan niet bij');
    expect(gapText('jan@voorbeeld.example 0612345678', new Set())).toBe('');
  });

  it('never holds a digit or an at sign, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), (typed) =>
        expect(gapText(typed, new Set())).not.toMatch(/[\d@]/),
      ),
    );
  });
});

describe('the quality of a search', () => {
  const query = (
    language: 'nl' | 'en',
    kind: LabelledQuery['kind'],
    ...expects: string[]
  ): LabelledQuery => ({
    ...{ query: expects.join(' '), language, kind, expects },
  });
  it('counts the first expected card, per language and kind', () => {
    const queries = [query('nl', 'plain', 'a'), query('nl', 'typo', 'b', 'c'), query('en', 'plain', 'd')];
    const report = searchQuality(queries, [['a'], ['x', 'c', 'b'], ['x', 'y', 'z', 'd']]);
    expect(report.all).toEqual({ n: 3, inTop3: 2 / 3, mrr: (1 + 1 / 2 + 1 / 4) / 3 });
    expect(report.byLanguage['nl']).toEqual({ n: 2, inTop3: 1, mrr: 0.75 });
    expect(report.byKind['typo']).toEqual({ n: 1, inTop3: 1, mrr: 0.5 });
    expect(report.misses).toEqual([{ query: 'd', expects: ['d'], found: ['x', 'y', 'z'] }]);
    expect(() => searchQuality(queries, [])).toThrow('every query');
  });
});

describe('a card where Markdown is not rendered', () => {
  it('reads as plain text, with the address of a link behind it', () => {
    expect(plainStep('Kies **Delen**, typ `vpn` en open [de status](https://status.example)')).toBe(
      'Kies Delen, typ vpn en open de status (https://status.example)',
    );
  });
});

describe('what a card misses', () => {
  const text = (steps: number): CardText => ({
    ...{ title: 'Titel', summary: 'Kort', words: [], variants: [], otherwise: '' },
    steps: Array.from({ length: steps }, () => 'Doe dit'),
  });
  const told = (...given: Parameters<typeof faultsOf>) =>
    faultsOf(...given).map(({ language, part, device }) => [language, part, device].join(' ').trim());

  it('is both languages and three to seven steps for a published one, for every device', () => {
    const nl = { ...text(3), variants: [{ device: 'mac' as const, steps: ['Een'] }] };
    expect(told({ state: 'published', nl, en: null })).toEqual(['nl steps mac', 'en title']);
    expect(told({ state: 'published', nl: text(8), en: { ...text(7), summary: '' } })).toEqual([
      'nl steps',
      'en summary',
    ]);
  });

  it('is only a title for a draft', () => {
    expect(told({ state: 'draft', nl: null, en: null })).toEqual(['nl title']);
    expect(told({ state: 'draft', nl: { ...text(0), title: '' }, en: null })).toEqual(['nl title']);
    expect(told({ state: 'draft', nl: text(0), en: null })).toEqual([]);
  });
});
