export { SURVEYS_ENTITIES } from './surveys.entities.js';
export { SurveysHttpModule, SurveysJobsModule, SurveysModule } from './surveys.module.js';
