export { CATALOGUE_ENTITIES } from './catalogue.entity.js';
export { CatalogueHttpModule, CatalogueJobsModule, CatalogueModule } from './catalogue.module.js';
export { cataloguePaths } from './catalogue.paths.js';
export { CatalogueService, type Receipt } from './catalogue.service.js';
export type { CatalogueCourse, CatalogueItem, CatalogueLesson, Category, Snapshot } from './snapshot.js';
