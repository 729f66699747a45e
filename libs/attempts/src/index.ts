export { ATTEMPTS_ENTITIES } from './attempt.entity.js';
export { AttemptsHttpModule, AttemptsJobsModule, AttemptsModule } from './attempts.module.js';
export { attemptsPaths } from './attempts.paths.js';
export { AttemptsService, type AttemptStep } from './attempts.service.js';
export { ExamsService, type ExamIntro } from './exams.service.js';
export { PracticeService, type Practised, type PracticeStep } from './practice.service.js';
export { ProgressService, type Progress } from './progress.service.js';
