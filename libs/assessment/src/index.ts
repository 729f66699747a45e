export { clamp, round } from './numbers.js';
export { seeded, shuffled, u, normalDeviate, type Random } from './random.js';
export { information, probability, type ItemParameters } from './irt/model.js';
export { chanceAbove, estimateAbility, logMarginalLikelihood } from './irt/ability.js';
export type { Ability, NormalPrior, ScoredAnswer } from './irt/ability.js';
export type { AskedItem, PoolItem, TestRules, TestSession } from './adaptive/test-rules.js';
export { nextStep, resultOf, type NextStep, type TestResult } from './adaptive/next-step.js';
export type { SelectionReason } from './adaptive/select-item.js';
export type { StopReason } from './adaptive/stop-rule.js';
export type { SkillEstimate } from './adaptive/skill-profile.js';
export { placementOutcome, placementRules, type PlacementOutcome } from './adaptive/placement.js';
export { simulate, type SimulationReport, type SimulatedTest } from './adaptive/simulate.js';
export { decideExam, examRules, type ExamDecision, type ExamOutcome } from './scoring/cut-score.js';
export { isAnswerFor, scoreResponse, type Score, type ScoredPart } from './scoring/score-response.js';
export { matchesPattern, normaliseText } from './scoring/text-answer.js';
export { TEXT_ANSWER_LIMIT } from './scoring/item.js';
export type {
  Answer,
  ItemType,
  MatchItem,
  MultipleItem,
  OrderItem,
  ScorableItem,
  SingleItem,
  TextItem,
} from './scoring/item.js';
export { CONFIDENCES, GRADES, gradeOf, type Confidence, type Grade } from './memory/grade.js';
export {
  DEFAULT_MEMORY_RULES,
  intervalDays,
  recallChance,
  replay,
  review,
  type MemoryCard,
  type MemoryRules,
  type Review,
} from './memory/scheduler.js';
export { masteryOf, type Mastery, type MasteryEvidence, type MasteryView } from './memory/mastery.js';
