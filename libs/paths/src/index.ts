export type { CategoryProgress, LicenceState, Step } from './next-step.js';
export { type AdvisedLesson, LessonAdvice } from './lesson-advice.js';
export type { Path, Station } from './path.js';
export { PATHS_ENTITIES } from './path.entity.js';
export { PathsHttpModule, PathsJobsModule, PathsModule } from './paths.module.js';
export { pathsPaths } from './paths.paths.js';
export { type NextStep, type PathNow, PathsService } from './paths.service.js';
export { reasonWords } from './paths.presenter.js';
