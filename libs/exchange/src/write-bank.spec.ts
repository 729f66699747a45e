import { itemSchema, type Item } from '#content';
import { ZipFile } from '#files';
import fc from 'fast-check';
import { countsOf } from './draft.js';
import { valuesOf } from './item-of-draft.js';
import { readBank } from './read-bank.js';
import { courseItems } from './testing/course-items.js';
import { anyItem } from './testing/random-items.js';
import { EXPORT_FORMATS, type ExportFormat, writeBank } from './write-bank.js';

const back = (bytes: Buffer) => {
  const reading = readBank(bytes, { language: 'nl' });
  return { reading, items: reading.drafts.map((draft) => itemSchema.parse(valuesOf(draft))) };
};

/** Moodle has no form for the other two; they are told and stay out. */
const fits = (item: Item, format: ExportFormat): boolean =>
  format === 'qti3' || (item.type !== 'scenario' && item.type !== 'hotspot');

describe.each(EXPORT_FORMATS)('an export as %s', (format) => {
  const perItem = format === 'qti3' ? 2 : 1;

  it('read back gives every item of every course as it was', () => {
    const all = courseItems();
    expect(all.length).toBeGreaterThan(500);
    for (const course of new Set(all.map(({ category }) => category[0] ?? ''))) {
      const items = all
        .filter(({ category }) => category[0] === course)
        .map(({ item }) => item)
        .filter((item) => fits(item, format));
      const { reading, items: again } = back(writeBank(course, items, format).bytes);
      expect(countsOf(reading)).toEqual({
        items: items.length * perItem,
        imported: items.length * perItem,
        notImported: 0,
        drafts: items.length,
      });
      expect(reading.reports).toEqual([]);
      expect(again).toEqual(items);
      expect(reading.drafts.map(({ category }) => category)).toEqual(
        items.map(({ skill }) => [course, skill]),
      );
    }
  }, 120_000);

  it('read back gives any item as it was', () => {
    const bank = fc.uniqueArray(anyItem, { selector: ({ id }) => id, maxLength: 5 });
    fc.assert(
      fc.property(bank, (items: Item[]) => {
        const { bytes, reports } = writeBank('any', items, format);
        const { reading, items: again } = back(bytes);
        const fitting = items.filter((item) => fits(item, format));
        expect(again).toEqual(fitting);
        if (fitting.length > 0) expect(reading.reports).toEqual([]);
        const out = reports.filter(({ outcome }) => outcome === 'not-exported').map(({ name }) => name);
        expect(out).toEqual(items.filter((item) => !fits(item, format)).map(({ id }) => id));
      }),
      { numRuns: 150 },
    );
  }, 120_000);

  it('is the same bytes each time', () => {
    const items = courseItems()
      .slice(0, 20)
      .map(({ item }) => item);
    expect(writeBank('one', items, format).bytes.equals(writeBank('one', items, format).bytes)).toBe(true);
  });
});

describe('what another program scores in another way', () => {
  const item = (type: string): Item => {
    const found = courseItems().find((one) => one.item.id.startsWith('ex.lock') && one.item.type === type);
    if (!found) throw new Error(`the example has no ${type} item`);
    return found.item;
  };

  it('is told for an order with more than one right answer, in Moodle only', () => {
    const order = item('order');
    if (order.type !== 'order') throw new Error('no order');
    const loose: Item = { ...order, accept: [['save', 'look']] };
    expect(writeBank('x', [loose], 'moodle-xml').reports.map(({ reason }) => reason)).toEqual(['order']);
    const qti = writeBank('x', [loose], 'qti3');
    expect(qti.reports).toEqual([]);
    expect(writeBank('x', [order], 'moodle-xml').reports).toEqual([]);
  });

  it('is told for a scenario and for a part of a picture, which Moodle cannot ask', () => {
    const both = [item('scenario'), item('hotspot')];
    const { reports } = writeBank('x', both, 'moodle-xml');
    expect(reports.map(({ outcome, name }) => [outcome, name])).toEqual([
      ['not-exported', 'ex.lock.006'],
      ['not-exported', 'ex.lock.007'],
    ]);
  });

  it('is told for a drawing that was not handed over, and one that was stands in the package once', () => {
    const spot = item('hotspot');
    expect(writeBank('x', [spot], 'qti3').reports.map(({ reason }) => reason)).toEqual(['picture']);
    const drawing = Buffer.from('<svg/>');
    const { bytes, reports } = writeBank('x', [spot], 'qti3', new Map([['desk.svg', drawing]]));
    expect(reports).toEqual([]);
    const zip = new ZipFile(bytes);
    expect(zip.names().filter((name) => name.endsWith('.svg'))).toEqual(['media/desk.svg']);
    expect(Buffer.from(zip.read('media/desk.svg') ?? []).toString()).toBe('<svg/>');
    const again = readBank(bytes, { language: 'nl' }).pictures?.get('desk.svg');
    expect(Buffer.from(again ?? []).equals(drawing)).toBe(true);
  });

  it('is told for part marks that Moodle would give', () => {
    const multiple = item('multiple');
    if (multiple.type !== 'multiple') throw new Error('no multiple');
    const whole: Item = { ...multiple, scoring: { mode: 'all' } };
    expect(writeBank('x', [whole], 'moodle-xml').reports.map(({ reason }) => reason)).toEqual(['grading']);
  });

  it('is told for an expression that has no word there', () => {
    const text = item('text');
    if (text.type !== 'text') throw new Error('no text');
    const looking: Item = { ...text, accept: [{ lang: 'any', pattern: '^(?=[\\s\\S]*l)(?![\\s\\S]*win)' }] };
    expect(writeBank('x', [text], 'moodle-xml').reports).toEqual([]);
    expect(writeBank('x', [looking], 'moodle-xml').reports.map(({ reason }) => reason)).toEqual([
      'expression',
    ]);
    expect(writeBank('x', [looking], 'qti3').reports).toEqual([]);
    const strange: Item = { ...text, accept: [{ lang: 'any', pattern: '^\\W*l\\W*$' }] };
    expect(writeBank('x', [strange], 'qti3').reports.map(({ reason }) => reason)).toEqual(['expression']);
  });
});
