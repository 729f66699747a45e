import type { ProposedItem } from '#authoring';
import type { Tree } from '#content';
import { land, shelfOf, withDrafts } from '#exchange';

export interface Pulled {
  /** Whole new texts of the draft files that change, paths below courses/. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** Ids that were given. */
  readonly added: readonly string[];
  /** Proposals that came in before. */
  readonly already: number;
  /** Skills that no course teaches any more. */
  readonly homeless: readonly string[];
}

/**
 * Approved proposals as drafts of the courses that teach their skill, by the same landing as imports: free numbers, and
 * a mark in `review.source` that keeps a question from coming in twice. Pure.
 */
export function pullDrafts(tree: Tree, approved: readonly ProposedItem[]): Pulled {
  const skills = [...new Set(approved.map(({ skill }) => skill))];
  const homes = skills.map((id) => ({
    id,
    course: tree.courses.find((one) => one.course?.value.teaches.includes(id)),
    skill: tree.skills.find(({ value }) => value.id === id)?.value,
  }));
  const landed = homes.flatMap(({ id, course, skill }) => {
    if (!course || !skill) return [];
    const drafts = approved.filter((one) => one.skill === id).map(toDraft);
    const { items, already } = land(drafts, skill, shelfOf(tree), 'proposed by a colleague');
    const path = `${course.folder}/drafts/${id}.yaml`;
    const before = tree.files.find((known) => known.path === path)?.text ?? undefined;
    return { items, already, path, text: withDrafts(before, items) };
  });
  return {
    files: landed.filter(({ items }) => items.length > 0).map(({ path, text }) => ({ path, text })),
    added: landed.flatMap(({ items }) => items.map(({ id }) => id)),
    already: landed.reduce((sum, { already }) => sum + already.length, 0),
    homeless: homes.filter(({ course, skill }) => !course || !skill).map(({ id }) => id),
  };
}

/** One language of a single choice; the other is for its author to write. */
const toDraft = ({ language, stem, options }: ProposedItem): Parameters<typeof land>[0][number] => ({
  ...{ numbers: [1], name: '', category: [], stem: { [language]: stem }, rule: {}, details: {} },
  question: {
    ...{ type: 'single', shuffle: true, scoring: 'all' },
    options: options.map(({ text, why, key }, index) => ({
      id: String.fromCharCode(97 + index),
      key: key === true,
      text: { [language]: text },
      why: { [language]: why },
    })),
  },
});
