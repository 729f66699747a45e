import { Holding } from './holding.entity.js';

export { AudiencesHttpModule, AudiencesJobsModule, AudiencesModule } from './audiences.module.js';
export { AudiencesService } from './audiences.service.js';
export type { RulePreview } from './audiences.presenter.js';
export type { RuleTestResult } from './audiences.queries.js';
export { EVERYONE, isEveryone, ruleSchema } from './rule.js';
export type { Condition, Rule, RuleNode } from './rule.js';
export { EMPTY_DRAFT, readDraft, takeStep, toDraft, toRule } from './rule-form.js';
export type { DraftGroup } from './rule-form.js';
export type { BuilderModel } from './rule-builder.presenter.js';
export { dependsOnDay } from './rule-tree.js';
export { toSql } from './rule-sql.js';
export { matches } from './match.js';
export type { JobFacts, PersonFacts } from './facts.js';

/** Tables of this lib. */
export const AUDIENCES_ENTITIES = [Holding];
