import { PolicyRow, PolicySnapshot, PolicyVersion } from './policy.entity.js';
import { RequirementChange, RequirementRow } from './requirement.entity.js';
import { WaiverRow } from './waiver.entity.js';

export { PoliciesHttpModule, PoliciesJobsModule, PoliciesModule } from './policies.module.js';
export { policiesConfig } from './policies.config.js';
export { policiesPaths } from './policies.paths.js';
export { PoliciesService } from './policies.service.js';
export {
  daysAt,
  RequirementsService,
  statusOf,
  type Overview,
  type RequirementStatus,
  type RequirementView,
} from './requirements.service.js';
export { draftOf, type PolicyContent } from './policy-draft.js';

/** Tables of this lib. */
export const POLICIES_ENTITIES = [
  PolicyRow,
  PolicyVersion,
  PolicySnapshot,
  RequirementRow,
  RequirementChange,
  WaiverRow,
];
