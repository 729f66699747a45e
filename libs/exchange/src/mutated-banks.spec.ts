import fc from 'fast-check';
import { countsOf } from './draft.js';
import { readBank } from './read-bank.js';
import { MOODLE } from './testing/moodle-sample.js';
import { CHOICE_2, qtiPackage } from './testing/qti-samples.js';
import { AIKEN, GIFT } from './testing/samples.js';

const SOURCES = [
  ...[GIFT.text, AIKEN.text, MOODLE.text, CHOICE_2].map((text) => Buffer.from(text)),
  qtiPackage(),
];
const PIECES = ['{', '}', '=', '~', '#', '->', '\n', '\n\n', '::', '<', '>', '&', '&#x0;', ']]>', '<question type="essay">', '</question>', 'ANSWER:', '%', '\u0000', '\ud800', '$CATEGORY:', '\\', '{mlang nl}', 'A. '].map((piece) => Buffer.from(piece)); // prettier-ignore

const change = fc.record({
  at: fc.nat(1_000_000),
  drop: fc.oneof(fc.nat(3), fc.nat(200)),
  insert: fc.oneof(fc.constantFrom(...PIECES), fc.uint8Array({ maxLength: 4 })),
});

const mutated = fc
  .tuple(fc.constantFrom(...SOURCES), fc.array(change, { minLength: 1, maxLength: 6 }))
  .map(([source, changes]) =>
    changes.reduce((bytes, { at, drop, insert }) => {
      const place = at % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, place), insert, bytes.subarray(place + drop)]);
    }, Buffer.from(source)),
  );

describe('a damaged bank', () => {
  it('never throws, and each of its items stands in one draft or in one report', () => {
    fc.assert(
      fc.property(
        mutated,
        fc.constantFrom(undefined, 'gift', 'aiken', 'moodle-xml', 'qti'),
        (bytes, format) => {
          const reading = readBank(bytes, { language: 'nl', format });
          const { items, imported, notImported } = countsOf(reading);
          expect(imported + notImported).toBe(items);
          const numbers = [
            ...reading.drafts.flatMap((draft) => [...draft.numbers]),
            ...reading.reports.flatMap(({ outcome, number }) =>
              outcome === 'not-imported' && number !== null ? [number] : [],
            ),
          ].sort((a, b) => a - b);
          expect(numbers).toEqual(Array.from({ length: items }, (_, index) => index + 1));
          if (items === 0) expect(reading.reports.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 600 },
    );
  });
});
