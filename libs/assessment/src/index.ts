export { clamp, round } from './numbers.js';
export { seeded, shuffled, u, normalDeviate, type Random } from './random.js';
export {
  information,
  logLikelihood,
  modelOf,
  probability,
  type ItemParameters,
  type ModelParameters,
} from './irt/model.js';
export type { GradedParameters } from './irt/graded-model.js';
export type { PartialCreditParameters } from './irt/partial-credit-model.js';
export type { ResponseModel } from './irt/response-model.js';
export { bankInformation, prepareBank, type Bank } from './irt/bank.js';
export { divergence, globalInformation } from './irt/divergence.js';
export { chanceAbove, chanceOfCut, estimateAbility, logMarginalLikelihood } from './irt/ability.js';
export { estimateMap, estimateMl, estimateWle, type PointEstimate } from './irt/point-estimates.js';
export type { Ability, NormalPrior, ScoredAnswer } from './irt/ability.js';
export type { AskedItem, PoolItem, Quota, TestRules, TestSession } from './adaptive/test-rules.js';
export { nextStep, type NextStep } from './adaptive/next-step.js';
export { resultOf, type TestResult } from './adaptive/test-result.js';
export type { Classification, ClassificationRule } from './adaptive/classify.js';
export { itemsAtCap, type ExposureCounts } from './adaptive/exposure.js';
export { lowestCap, usualLength } from './adaptive/lowest-cap.js';
export { ruleProblems, type RuleProblem } from './adaptive/rule-problems.js';
export type { SelectionReason } from './adaptive/select-item.js';
export type { StopReason } from './adaptive/stop-rule.js';
export type { SkillEstimate } from './adaptive/skill-profile.js';
export { placementOutcome, placementRules, type PlacementOutcome } from './adaptive/placement.js';
export { simulate, type SimulatedTest } from './adaptive/simulate.js';
export type { SimulationReport } from './adaptive/simulation-report.js';
export {
  decideExam,
  examRules,
  type DecisionBasis,
  type ExamDecision,
  type ExamOutcome,
} from './scoring/cut-score.js';
export { sprtExamRules, type SprtExam } from './scoring/sprt-exam.js';
export {
  EXPOSURE_CAP,
  excludedItems,
  licenceExamRules,
  skillGroups,
  type SkillGroup,
} from './scoring/licence-exam.js';
export { MISFIT, personFit, type PersonFit } from './scoring/person-fit.js';
export { isAnswerFor, scoreResponse, type Score, type ScoredPart } from './scoring/score-response.js';
export { matchesPattern, normaliseText } from './scoring/text-answer.js';
export { TEXT_ANSWER_LIMIT } from './scoring/item.js';
export type {
  Answer,
  HotspotItem,
  ItemType,
  MatchItem,
  MultipleItem,
  OrderItem,
  ScenarioItem,
  ScorableItem,
  SingleItem,
  TextItem,
} from './scoring/item.js';
export { CONFIDENCES, GRADES, gradeOf, UNKNOWN_PACE, usualPace } from './memory/grade.js';
export type { AnswerPace, Confidence, Grade, TimedItem } from './memory/grade.js';
export {
  DEFAULT_MEMORY_RULES,
  intervalDays,
  MEMORY_VERSION,
  recallChance,
  replay,
  review,
  type MemoryCard,
  type MemoryRules,
  type Review,
} from './memory/scheduler.js';
export { checkWeights, DEFAULT_WEIGHTS, type MemoryWeights } from './memory/memory-weights.js';
export { GRADE_CODES, type MemoryLog } from './memory/memory-log.js';
export { ENOUGH_REVIEWS, tryMemory, type MemoryTrial } from './memory/memory-trial.js';
export { type Audit, auditAt, auditReport, type AuditReport } from './memory/audit.js';
export type { MemoryQuality } from './memory/memory-quality.js';

// Calibration: item parameters from many answers, and whether they may be used.
export { collectResponses, countPeople, type ResponseMatrix } from './calibration/response-matrix.js';
export type { RecordedAnswer } from './calibration/response-matrix.js';
export { calibrate, type Calibration, type CalibrationOptions } from './calibration/calibrate.js';
export type { ItemCalibration, NotEstimable, StandardErrorMethod } from './calibration/calibrate.js';
export type { ItemPrior } from './calibration/item-maximum.js';
export type { Quadrature } from './calibration/posteriors.js';
export { fitItems, type ItemFit } from './calibration/item-fit.js';
export { assessDif, type ItemDif } from './calibration/dif.js';
export { matchOnAbility, matchOnScore, type Group, type Matching } from './calibration/dif-strata.js';
export type { DifClass } from './calibration/mantel-haenszel.js';
export { compareWithBatch, learnFromAnswer, SE_INFLATION } from './calibration/online-update.js';
export type { BatchDifficulty, Belief, OnlineItem } from './calibration/online-update.js';
export { linkMeanSigma, onFixedScale } from './calibration/linking.js';
export type { Anchor, Linking, LinkingConstants } from './calibration/linking.js';
export { GATES, gateItem, gatePracticeItem, gateVersion, PRACTICE_GATES } from './calibration/gates.js';
export type { Candidate, GateFailure, GateVerdict, ShadowScoring } from './calibration/gates.js';
export type { VersionVerdict } from './calibration/gates.js';
export { calibratePractice } from './calibration/practice-calibration.js';
export type { PracticeAnswer, PracticeItemFit } from './calibration/practice-calibration.js';
export { countsForResult, ITEM_STATES, moveItem } from './calibration/item-life-cycle.js';
export type { ItemEvent, ItemState, Transition } from './calibration/item-life-cycle.js';
export { expectAnswers, type AnswerAmongOthers, type AnswerInExam } from './calibration/expected-answers.js';
export { isWorn, watchItem, type ItemAlarm, type ItemInUse } from './calibration/watch-item.js';
export { detectDrift, reasonToRetire, type Drift, type ExpectedAnswer } from './calibration/drift.js';
export { makeCalibrationVersion, parametersOf } from './calibration/calibration-version.js';
export type { CalibrationVersion, VersionItem } from './calibration/calibration-version.js';
export { ASSUMED_SCALE, EXPERT_LEVELS, expertPrior, fitExpertScale } from './calibration/expert-prior.js';
export type { ExpertScale, RatedItem } from './calibration/expert-prior.js';

// Learning: how a skill stands, what comes next, how likely an answer is.
export { expectedAnswer } from './learning/expected-answer.js';
export { LEVELS, levelBand, levelOf, masteryWord } from './learning/skill-words.js';
export type { Level, LevelBand, Mastery } from './learning/skill-words.js';
export { afterAnswer, ITEM_REST_MS, masteryChance, newSkillState } from './learning/skill-state.js';
export type { SkillAnswer, SkillState } from './learning/skill-state.js';
export { answerInGraph, outerFringe, type SkillGraph, type SkillStates } from './learning/skill-graph.js';
export { LESSON_WEIGHTS, nextLessons } from './learning/next-lesson.js';
export type {
  LessonAdvice,
  LessonChoice,
  LessonContext,
  LessonReason,
  LessonWeights,
} from './learning/next-lesson.js';
export { assessTracing, fitTracing, predictAnswer } from './learning/tracing-model.js';
export type { TracingQuality, TracingVersion } from './learning/tracing-model.js';
export { NO_HISTORY, traceAnswer, type TracedAnswer, type TracingState } from './learning/tracing-state.js';
export {
  areaUnderCurve,
  calibrationError,
  calibrationLine,
  calibrationSlope,
} from './learning/prediction-quality.js';
export { licenceHealth, nextBand, skillsToRefresh } from './memory/licence-health.js';
export type {
  HealthBand,
  HealthStatus,
  LicenceHealth,
  ObjectiveRetention,
  SkillHealth,
} from './memory/licence-health.js';

// Simulation: what rules and schedules would do to a population.
export { examFigures, type ExamFigures, type ExamTrial } from './simulation/exam-figures.js';
export { makePeople, makePool } from './simulation/synthetic-bank.js';
export { yearFigures, type ArmFigures, type YearFigures, type YearTrial } from './simulation/year.js';
export type { MemoryTruth } from './simulation/year-person.js';

// Statistics of the helpdesk: what a lesson does to how often people need help.
export {
  differenceInDifferences,
  FEWEST_EVENTS,
  FEWEST_UNITS,
  type ObservedUnit,
  type RateEffect,
} from './statistics/difference-in-differences.js';
export {
  correctedAwareness,
  type Count,
  crossesZero,
  differenceFromPrediction,
  differenceOfShares,
  type Interval,
  wilson,
} from './statistics/proportions.js';
export { association, type Association, holm, type Stratum } from './statistics/association.js';
