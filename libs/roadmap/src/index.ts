export type { MilestoneState } from './milestone.js';
export { MILESTONE_AWARENESS, type MilestoneAwareness } from './ports.js';
export { ROADMAP_ENTITIES } from './roadmap.entity.js';
export { RoadmapHttpModule, RoadmapJobsModule, RoadmapModule } from './roadmap.module.js';
export { roadmapPaths } from './roadmap.paths.js';
export { RoadmapReads } from './roadmap.reads.js';
export type { MilestoneView, OwnMilestone, OwnRoadmap } from './roadmap.schemas.js';
export { RoadmapService } from './roadmap.service.js';
export { seedRoadmap } from './seed-roadmap.js';
