import { CHANGE_TYPES, type ChangeType, type PartChange } from '#catalogue';
import type { Language } from '#kernel';
import { t } from '#ui';
import { authoringPaths } from './authoring.paths.js';
import type { PublicationView } from './changes.schemas.js';

const TONES: Readonly<Record<ChangeType, string>> = {
  added: 'ok',
  cosmetic: 'muted',
  update: 'info',
  invalidating: 'warn',
  retired: 'muted',
};
/** Names of new parts are told up to this number; a first publication has hundreds. */
const MOST_ADDED = 20;

/** The model of /author/changes: the publications, and what the chosen one did. */
export function changesPage(
  language: Language,
  {
    list,
    chosen,
    changes,
    titleOf,
  }: {
    readonly list: readonly PublicationView[];
    readonly chosen: number | undefined;
    readonly changes: readonly PartChange[];
    /** The title of a lesson by its id. */
    readonly titleOf: (id: string) => string;
  },
) {
  const publication = list.find(({ id }) => id === chosen);
  const isLong = changes.filter(({ type }) => type === 'added').length > MOST_ADDED;
  return {
    title: chosen === undefined ? '' : t(language, 'authoring.publication_title', { n: chosen }),
    at: publication?.publishedAt ?? null,
    by: publication?.by ?? '',
    counts: CHANGE_TYPES.flatMap((type) => {
      const n = changes.filter((change) => change.type === type).length;
      return n === 0 ? [] : [{ tone: TONES[type], text: t(language, `authoring.n_${type}`, { n }) }];
    }),
    rows: changes
      .filter(({ type }) => type !== 'added' || !isLong)
      .map(({ kind, id, version, type, words }) => ({
        name: kind === 'lesson' ? titleOf(id) : id,
        href: kind === 'lesson' ? authoringPaths.lesson({ id }) : authoringPaths.item({ id }),
        ...{ kind: t(language, `authoring.kind_${kind}`), version, tone: TONES[type] },
        ...{ type: t(language, `authoring.change_${type}`), words: words?.[language] ?? '' },
      })),
    publications: list.map(({ id, publishedAt, by, added, changed, retired }) => ({
      href: authoringPaths.changes({ publication: id }),
      label: t(language, 'authoring.publication_title', { n: id }),
      ...{ at: publishedAt, by: by ?? '', isCurrent: id === chosen },
      counts: t(language, 'authoring.publication_counts', { added, changed, retired }),
    })),
  };
}
