export { FACILITIES_ENTITIES } from './facility.entity.js';
export { FacilitiesHttpModule, FacilitiesJobsModule, FacilitiesModule } from './facilities.module.js';
export { facilitiesPaths } from './facilities.paths.js';
export type { DesiredAccess, FacilityView, OwnFacility } from './facilities.schemas.js';
export { FacilitiesService } from './facilities.service.js';
export { seedFacilities } from './seed-facilities.js';
export { CoverService } from './cover.service.js';
export { ReconcileService } from './reconcile.service.js';
