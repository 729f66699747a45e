// Notes on an item's text, for libs that show items and know no course files.
export { itemNotes, type ItemNote } from '#content';
export { CATALOGUE_ENTITIES } from './catalogue.entity.js';
export { CatalogueHttpModule, CatalogueJobsModule, CatalogueModule } from './catalogue.module.js';
export { cataloguePaths } from './catalogue.paths.js';
export { CatalogueService, type Receipt } from './catalogue.service.js';
export { CHANGE_TYPES, type ChangeType, type PartChange } from './change.js';
export { ContentChanges, type UpdatedLesson } from './content-changes.js';
export type { CatalogueCourse, CatalogueItem, CatalogueLesson, Category, Snapshot } from './snapshot.js';
