import type { Actor } from '#kernel';
import { formatDateTime, t } from '#ui';
import type { ImportView, UndoResult } from './imports.schemas.js';
import { peoplePaths } from './people.paths.js';
import { snake } from './say-values.js';

/** What undoing would do, or did: how many go back, and who stays as they are and why. */
export function undoStep(
  { language, zone }: Actor,
  view: ImportView,
  result: UndoResult,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const isOpen = view.state === 'applied';
  const possible = isOpen && result.restored + result.tree > 0;
  return {
    isOpen,
    until:
      isOpen && view.undoUntil !== null
        ? t(language, 'people.undo_until', { at: formatDateTime(language, view.undoUntil, zone) })
        : t(language, 'people.undone_by', {
            name: view.undoneBy ?? '–',
            at: view.undoneAt === null ? '–' : formatDateTime(language, view.undoneAt, zone),
          }),
    restored: t(language, isOpen ? 'people.undo_restores' : 'people.undo_restored', { n: result.restored }),
    tree: result.tree > 0 ? t(language, 'people.undo_tree', { n: result.tree }) : null,
    kept: [
      ...result.kept.map(({ personId, reason }) => ({
        name: names.get(personId) ?? '–',
        href: peoplePaths.show({ id: personId }),
        reason: t(language, `people.undo_${snake(reason)}`),
      })),
      ...result.treeKept.map((name) => ({
        name,
        href: peoplePaths.imports(),
        reason: t(language, 'people.undo_newer_import'),
      })),
    ],
    action: possible ? peoplePaths.importUndo({ id: view.id }) : null,
  };
}
