import { definePaths } from '#kernel';

export const peoplePaths = definePaths('people', {
  list: '/people',
  show: '/people/:id',
  imports: '/people/imports',
  newImport: '/people/imports/new',
  import: '/people/imports/:id',
  importColumns: '/people/imports/:id/columns',
  importApplication: '/people/imports/:id/application',
  importRelease: '/people/imports/:id/release',
  importCancellation: '/people/imports/:id/cancellation',
  importEvents: '/people/imports/:id/events',
  importBroken: '/people/imports/:id/broken-rows',
  importUndo: '/people/imports/:id/undo',
  refusals: '/people/import-refusals/seen',
  source: '/people/import-sources/:id',
  brake: '/people/import-sources/:id/brake',
});
