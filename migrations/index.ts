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
import { ImportPartCreate1763719000000 } from './1763719000000-import-part--create.js';
import { CalibrationUse1763719010000 } from './1763719010000-calibration--use.js';
import { ReviewWeightsCreate1763719011000 } from './1763719011000-review-weights--create.js';
import { ResponseAudits1763719012000 } from './1763719012000-response--audits.js';
import { ImportSourceFeed1763719300000 } from './1763719300000-import-source--feed.js';
import { ImportRunFolder1763719301000 } from './1763719301000-import-run--folder.js';
import { ImportRunUndo1763719302000 } from './1763719302000-import-run--undo.js';
import { PersonMerge1763719200000 } from './1763719200000-person--merge.js';
import { DeputyCreate1763719201000 } from './1763719201000-deputy--create.js';
import { PersonFindingCreate1763719202000 } from './1763719202000-person-finding--create.js';
import { HoldingEarnedOn1763719100000 } from './1763719100000-holding--earned-on.js';
import { PolicyStepsAndModes1763719101000 } from './1763719101000-policy--steps-and-modes.js';
import { WaiverCreate1763719102000 } from './1763719102000-waiver--create.js';
import { FreeDayCreate1763719103000 } from './1763719103000-free-day--create.js';
import { LicenceDecisions1763719400000 } from './1763719400000-licence--decisions.js';
import { NudgeDecisions1763719401000 } from './1763719401000-nudge--decisions.js';
import { FacilityAccess1763719402000 } from './1763719402000-facility--access.js';
import { LicenceEvidenceClaimCreate1763802000000 } from './1763802000000-licence-evidence-claim--create.js';
import { ImportRunUndoing1763801000000 } from './1763801000000-import-run--undoing.js';
import { RequirementPersonStatuses1763801000001 } from './1763801000001-requirement--person-statuses.js';
import { PlacementLed1763802000001 } from './1763802000001-placement--led.js';
import { RequirementOpen1763802000002 } from './1763802000002-requirement--open.js';
import { LicenceExportFormat1763803000000 } from './1763803000000-licence-export--format.js';
import { LicenceOpen1763802000003 } from './1763802000003-licence--open.js';
import { AuthoringReportCreate1763901000001 } from './1763901000001-authoring-report--create.js';
import { AuthoringProposalCreate1763901000002 } from './1763901000002-authoring-proposal--create.js';
import { PersonGrantIt1763999000000 } from './1763999000000-person-grant--it.js';
import { HelpTrailCreate1764000000001 } from './1764000000001-help-trail--create.js';
import { CardCreate1764000000002 } from './1764000000002-card--create.js';
import { AskCreate1764100000001 } from './1764100000001-ask--create.js';
import { AskForget1764100000002 } from './1764100000002-ask--forget.js';
import { TicketCreate1764200000001 } from './1764200000001-ticket--create.js';
import { SurveyCreate1764300000001 } from './1764300000001-survey--create.js';
import { TicketCardAlong1764400000001 } from './1764400000001-ticket--card-along.js';
import { PlacementGrade1764500000001 } from './1764500000001-placement--grade.js';
import { DigestCreate1764600000001 } from './1764600000001-digest--create.js';

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
  ImportPartCreate1763719000000,
  CalibrationUse1763719010000,
  ReviewWeightsCreate1763719011000,
  ResponseAudits1763719012000,
  ImportSourceFeed1763719300000,
  ImportRunFolder1763719301000,
  ImportRunUndo1763719302000,
  PersonMerge1763719200000,
  DeputyCreate1763719201000,
  PersonFindingCreate1763719202000,
  HoldingEarnedOn1763719100000,
  PolicyStepsAndModes1763719101000,
  WaiverCreate1763719102000,
  FreeDayCreate1763719103000,
  LicenceDecisions1763719400000,
  NudgeDecisions1763719401000,
  FacilityAccess1763719402000,
  LicenceEvidenceClaimCreate1763802000000,
  ImportRunUndoing1763801000000,
  RequirementPersonStatuses1763801000001,
  PlacementLed1763802000001,
  RequirementOpen1763802000002,
  LicenceOpen1763802000003,
  LicenceExportFormat1763803000000,
  AuthoringReportCreate1763901000001,
  AuthoringProposalCreate1763901000002,
  PersonGrantIt1763999000000,
  HelpTrailCreate1764000000001,
  CardCreate1764000000002,
  AskCreate1764100000001,
  AskForget1764100000002,
  TicketCreate1764200000001,
  SurveyCreate1764300000001,
  TicketCardAlong1764400000001,
  PlacementGrade1764500000001,
  DigestCreate1764600000001,
];
export { ENTITIES } from './entities.js';
