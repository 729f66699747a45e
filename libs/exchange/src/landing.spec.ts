import { checkContent, draftItem, type DraftItem, type Tree } from '#content';
import { parse } from 'yaml';
import { land, shelfOf, withDrafts, type Landing } from './landing.js';
import { readBank } from './read-bank.js';
import { MOODLE } from './testing/moodle-sample.js';
import { qtiPackage } from './testing/qti-samples.js';
import { AIKEN, GIFT } from './testing/samples.js';
import { writeBank } from './write-bank.js';

const drafts = (bytes: string | Buffer) => readBank(Buffer.from(bytes), { language: 'nl' }).drafts;

/** Reading all of courses/ takes seconds: once is enough. */
let checked: ReturnType<typeof checkContent> | undefined;

async function example() {
  checked ??= checkContent(process.cwd(), '2026-11-23');
  const { tree } = await checked;
  const skill = tree.skills.find(({ value }) => value.id === 'ex.lock')!.value;
  return { tree, skill, shelf: shelfOf(tree) };
}

/** The shelf after a landing, as it is read the next time. */
const after = (shelf: ReturnType<typeof shelfOf>, { items }: Landing): ReturnType<typeof shelfOf> => ({
  ids: new Set([...shelf.ids, ...items.map(({ id }) => id)]),
  marks: new Set([
    ...shelf.marks,
    ...items.flatMap(({ review }) => /sha256:(\w{12})/.exec(review.source)?.[1] ?? []),
  ]),
});

describe('questions that land', () => {
  it.each([
    ['GIFT', GIFT.text],
    ['Aiken', AIKEN.text],
    ['Moodle XML', MOODLE.text],
    ['QTI', qtiPackage()],
  ])('from %s are drafts that the schema knows, with numbers that were free', async (name, bytes) => {
    const { skill, shelf } = await example();
    const { items, already, refused } = land(drafts(bytes), skill, shelf, `bank of ${name}`);
    expect(items.length).toBe(drafts(bytes).length);
    expect([already, refused]).toEqual([[], []]);
    expect(
      items.every(
        ({ id, status, review }) => !shelf.ids.has(id) && status === 'draft' && /sha256:/.test(review.source),
      ),
    ).toBe(true);
    const read = (parse(withDrafts(undefined, items)) as unknown[]).map((value) => draftItem.parse(value));
    expect(read).toEqual(items);
  });

  it('come in once: the same file again adds nothing, also under another name', async () => {
    const { skill, shelf } = await example();
    const first = land(drafts(GIFT.text), skill, shelf, 'bank.gift');
    const second = land(drafts(GIFT.text), skill, after(shelf, first), 'copy.gift');
    expect(second.items).toEqual([]);
    expect(second.already).toHaveLength(first.items.length);
  });

  it('leave what stood in the file as it was', async () => {
    const { skill, shelf } = await example();
    const { items } = land(drafts(AIKEN.text), skill, shelf, 'bank.txt');
    const before = '# mine\n- a: 1   # odd  spacing';
    expect(withDrafts(before, items).startsWith(`${before}\n\n- id: `)).toBe(true);
  });

  it('are refused when no number is free', async () => {
    const { skill, shelf } = await example();
    const full = new Set(
      Array.from({ length: 999 }, (_, index) => `ex.lock.${String(index + 1).padStart(3, '0')}`),
    );
    const { items, refused } = land(drafts(AIKEN.text), skill, { ...shelf, ids: full }, 'bank.txt');
    expect([items.length, refused.length]).toEqual([0, 3]);
  });

  it('keep their id when they come home to a shelf that does not have them, and stay out of one that does', async () => {
    const { tree, skill, shelf } = await example();
    const own = itemsOf(tree);
    const bank = drafts(writeBank('_example', own, 'qti3').bytes);
    expect(land(bank, skill, shelf, 'x.zip').already).toHaveLength(own.length);
    const empty = land(bank, skill, { ids: new Set(), marks: new Set() }, 'x.zip');
    expect(empty.items.map(({ id }) => id)).toEqual(own.map(({ id }) => id));
    expect(empty.items.map(withoutSource)).toEqual(
      own.map((item) => withoutSource({ ...item, status: 'draft' })),
    );
  });
});

const withoutSource = ({ review, ...item }: DraftItem) => ({ ...item, review_by: review.review_by });

const itemsOf = (tree: Tree) =>
  tree.courses
    .filter(({ folder }) => folder === '_example')
    .flatMap(({ itemFiles }) => itemFiles.flatMap(({ items }) => items.map(({ value }) => value)));
