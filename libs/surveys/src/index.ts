export { AwarenessReads } from './awareness.reads.js';
export {
  PROBE_TOPICS,
  type ProbeTopics,
  TREATMENT_EVENTS,
  type TreatmentEvent,
  type TreatmentEvents,
} from './ports.js';
export { listAskedOf } from './participation.queries.js';
export { seedSurveys } from './seed-surveys.js';
export { SURVEYS_ENTITIES } from './surveys.entities.js';
export { surveysPaths } from './surveys.paths.js';
export { SurveysHttpModule, SurveysJobsModule, SurveysModule } from './surveys.module.js';
