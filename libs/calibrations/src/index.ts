export {
  activeParameters,
  type ActiveParameters,
  type ExamParameters,
  practiceParameters,
} from './active-parameters.js';
export {
  type AnswerSource,
  AnswerSources,
  type DrawnCounts,
  type ExamAnswer,
  type OptionCount,
  type PracticeRecord,
  type Rescored,
} from './answer-source.js';
export { CALIBRATIONS_ENTITIES } from './calibration.entity.js';
export { CalibrationsHttpModule, CalibrationsJobsModule, CalibrationsModule } from './calibrations.module.js';
export { calibrationsPaths } from './calibrations.paths.js';
export { sayReport } from './calibrations.schedule.js';
export { ItemLives } from './item-lives.service.js';
export { PracticeCalibrations } from './practice-calibrations.service.js';
export { CalibrationsService, type RunReport } from './calibrations.service.js';
