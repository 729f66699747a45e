// Every migration of the house, in order. Classes and not globs: a glob that matches nothing succeeds in silence.
import { KernelCreate1763718000000 } from './1763718000000-kernel--create.js';
import { PersonCreate1763718001000 } from './1763718001000-person--create.js';
import { SessionsCreate1763718001500 } from './1763718001500-sessions--create.js';
import { HoldingCreate1763718002000 } from './1763718002000-holding--create.js';
import { CatalogueCreate1763718003000 } from './1763718003000-catalogue--create.js';
import { PolicyCreate1763718004000 } from './1763718004000-policy--create.js';
import { AttemptCreate1763718005000 } from './1763718005000-attempt--create.js';
import { LessonSittingCreate1763718005500 } from './1763718005500-lesson-sitting--create.js';
import { PathCreate1763718006000 } from './1763718006000-path--create.js';
import { LicenceCreate1763718007000 } from './1763718007000-licence--create.js';
import { FacilityCreate1763718008000 } from './1763718008000-facility--create.js';
import { MilestoneCreate1763718009000 } from './1763718009000-milestone--create.js';
import { NudgeCreate1763718010000 } from './1763718010000-nudge--create.js';
import { ImportRunDiff1763718011000 } from './1763718011000-import-run--diff.js';
import { CalibrationCreate1763718012000 } from './1763718012000-calibration--create.js';
import { AttemptAtCap1763718013000 } from './1763718013000-attempt--at-cap.js';
import { AttemptExposureCreate1763718020000 } from './1763718020000-attempt-exposure--create.js';
import { AttemptFlagCreate1763718021000 } from './1763718021000-attempt-flag--create.js';
import { ResponseWhyAndGrade1763718030000 } from './1763718030000-response--why-and-grade.js';
import { ReviewHealthCreate1763718040000 } from './1763718040000-review-health--create.js';
import { LicenceUpkeep1763718041000 } from './1763718041000-licence--upkeep.js';
import { NudgeUpkeep1763718042000 } from './1763718042000-nudge--upkeep.js';
import { CalibrationItemLives1763718050000 } from './1763718050000-calibration--item-lives.js';
import { AttemptBlueprintCalibration1763718051000 } from './1763718051000-attempt--blueprint-calibration.js';
import { LicenceDecisions1763719400000 } from './1763719400000-licence--decisions.js';
import { NudgeDecisions1763719401000 } from './1763719401000-nudge--decisions.js';
import { FacilityAccess1763719402000 } from './1763719402000-facility--access.js';

export const MIGRATIONS = [
  KernelCreate1763718000000,
  PersonCreate1763718001000,
  SessionsCreate1763718001500,
  HoldingCreate1763718002000,
  CatalogueCreate1763718003000,
  PolicyCreate1763718004000,
  AttemptCreate1763718005000,
  LessonSittingCreate1763718005500,
  PathCreate1763718006000,
  LicenceCreate1763718007000,
  FacilityCreate1763718008000,
  MilestoneCreate1763718009000,
  NudgeCreate1763718010000,
  ImportRunDiff1763718011000,
  CalibrationCreate1763718012000,
  AttemptAtCap1763718013000,
  AttemptExposureCreate1763718020000,
  AttemptFlagCreate1763718021000,
  ResponseWhyAndGrade1763718030000,
  ReviewHealthCreate1763718040000,
  LicenceUpkeep1763718041000,
  NudgeUpkeep1763718042000,
  CalibrationItemLives1763718050000,
  AttemptBlueprintCalibration1763718051000,
  LicenceDecisions1763719400000,
  NudgeDecisions1763719401000,
  FacilityAccess1763719402000,
];
export { ENTITIES } from './entities.js';
