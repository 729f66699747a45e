import {
  canonical,
  draftItem,
  draftsOf,
  fingerprint,
  itemsOf,
  type DraftItem,
  type Skill,
  type Tree,
} from '#content';
import { Document, isCollection, visit } from 'yaml';
import type { Draft, Words } from './draft.js';
import { valuesOf } from './item-of-draft.js';

/** What a shelf already has: ids that are taken, and the marks of questions that came in before. */
export interface Shelf {
  readonly ids: ReadonlySet<string>;
  readonly marks: ReadonlySet<string>;
}

export interface Landing {
  /** What goes into drafts/<skill>.yaml. */
  readonly items: readonly DraftItem[];
  /** Questions that were here already, or stand in the file twice. */
  readonly already: readonly Draft[];
  /** Questions for which no number below 1000 is free. */
  readonly refused: readonly Draft[];
}

const MARK = /\bsha256:([0-9a-f]{12})\b/;

export function shelfOf(tree: Tree): Shelf {
  const all = tree.courses
    .flatMap((course) => [...itemsOf(course), ...draftsOf(course)])
    .map(({ value }) => value);
  return {
    ids: new Set(all.map(({ id }) => id)),
    marks: new Set(all.flatMap(({ review }) => MARK.exec(review.source)?.[1] ?? [])),
  };
}

/** The same for the same question, wherever it stands and whatever it is called. */
const markOf = ({ stem, question }: Draft): string => fingerprint(canonical({ stem, question })).slice(0, 12);

/**
 * Drafts as items of one skill, with numbers that are free. An item that came from here keeps its id when the id is free
 * and of this skill; an id that is taken is never used again. The mark in `review.source` keeps the same question from
 * coming in twice.
 *
 * @param fileName said in `review.source`
 */
export function land(drafts: readonly Draft[], skill: Skill, shelf: Shelf, fileName: string): Landing {
  const [ids, marks] = [new Set(shelf.ids), new Set(shelf.marks)];
  const landing = { items: [] as DraftItem[], already: [] as Draft[], refused: [] as Draft[] };
  for (const draft of drafts) {
    const mark = markOf(draft);
    const own = draft.details.id;
    if (marks.has(mark) || (own !== undefined && ids.has(own))) {
      landing.already.push(draft);
      continue;
    }
    const id = own?.slice(0, -4) === skill.id ? own : nextId(skill.id, ids);
    if (id === undefined) {
      landing.refused.push(draft);
      continue;
    }
    ids.add(id);
    marks.add(mark);
    landing.items.push(itemOf(draft, id, skill, sourceOf(draft, fileName, mark)));
  }
  return landing;
}

function nextId(skill: string, taken: ReadonlySet<string>): string | undefined {
  for (let number = 1; number < 1000; number++) {
    const id = `${skill}.${String(number).padStart(3, '0')}`;
    if (!taken.has(id)) return id;
  }
  return undefined;
}

function sourceOf({ name, category, details }: Draft, fileName: string, mark: string): string {
  const parts = [details.review?.source ?? '', fileName, category.join('/'), name, `sha256:${mark}`];
  return parts
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .join(', ');
}

function itemOf(draft: Draft, id: string, skill: Skill, source: string): DraftItem {
  const { details } = draft;
  return draftItem.parse({
    ...filled(valuesOf(draft)),
    id,
    version: details.version ?? 1,
    skill: skill.id,
    use: details.use ?? 'practice',
    status: 'draft',
    objective: details.objective ?? null,
    bloom: details.bloom ?? null,
    digcomp: details.digcomp ?? skill.digcomp,
    difficulty: details.difficulty ?? null,
    time_s: details.time_s ?? null,
    review: { source, review_by: details.review?.review_by ?? null },
  });
}

/** Every text in both languages, empty where the file had none; every left part has its explanation. */
function filled(values: Record<string, unknown>): Record<string, unknown> {
  const words = (text: unknown): { nl: string; en: string } => ({
    nl: '',
    en: '',
    ...(text as Words | undefined),
  });
  const each = (list: unknown): unknown[] =>
    (list as Record<string, unknown>[]).map((part) => ({
      ...part,
      ...('text' in part ? { text: words(part['text']) } : {}),
      ...('why' in part ? { why: words(part['why']) } : {}),
      ...('options' in part ? { options: each(part['options']) } : {}),
    }));
  const full: Record<string, unknown> = {
    ...values,
    stem: words(values['stem']),
    rule: words(values['rule']),
  };
  for (const list of ['options', 'steps', 'left', 'right', 'near', 'areas'])
    if (list in full) full[list] = each(full[list]);
  if ('alt' in full) full['alt'] = words(full['alt']);
  if ('example' in full) full['example'] = words(full['example']);
  if (full['type'] === 'text') full['why'] = words(full['why']);
  if (full['type'] === 'match') {
    const whys = full['why'] as Record<string, Words>;
    const left = full['left'] as { id: string }[];
    full['why'] = Object.fromEntries(left.map(({ id }) => [id, words(whys[id])]));
  }
  return full;
}

const HEADER = `# yaml-language-server: $schema=../../schemas/drafts.json
# Drafts: nobody sees them. Write what is missing, then move an item to items/ and run content check.
`;

/** The text of drafts/<skill>.yaml with the items behind those that stand there; what stood there stays as it was. */
export function withDrafts(before: string | undefined, items: readonly DraftItem[]): string {
  const blocks = items.map(blockOf);
  const start = before === undefined ? HEADER : before.endsWith('\n') ? before : `${before}\n`;
  return start + blocks.map((block) => `\n${block}`).join('');
}

/** One item as authors write it: short facts on one line, texts below each other. */
function blockOf(item: DraftItem): string {
  const document = new Document([inOrder(item)]);
  visit(document, {
    Pair(_, { key, value }) {
      if (/^(digcomp|difficulty|scoring|pairs|accept|at)$/.test(String(key)) && isCollection(value))
        value.flow = true;
    },
  });
  return document.toString({ lineWidth: 118, flowCollectionPadding: true });
}

const FIRST =
  'id version skill use status type family objective bloom digcomp difficulty time_s shuffle choose scoring stem'.split(
    ' ',
  );
const LAST = ['rule', 'review'];

/** Fields in the order in which authors know them. */
function inOrder(item: DraftItem): Record<string, unknown> {
  const place = (key: string): number =>
    FIRST.includes(key) ? FIRST.indexOf(key) : LAST.includes(key) ? 200 + LAST.indexOf(key) : 100;
  return Object.fromEntries(Object.entries(item).sort(([a], [b]) => place(a) - place(b)));
}
