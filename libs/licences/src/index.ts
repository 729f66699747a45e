export { LICENCE_STATES, OPENING_STATES, type LicenceState } from './licence.js';
export { HrDeskService } from './hr-desk.service.js';
export { LICENCES_ENTITIES } from './licence.entity.js';
export { LicencesHttpModule, LicencesJobsModule, LicencesModule } from './licences.module.js';
export { licencesPaths } from './licences.paths.js';
export { stateGlyph, stateTone, stateWord, untilLine } from './licences.presenter.js';
export type { Standing } from './licences.queries.js';
export {
  LICENCE_MEMORY,
  LICENCE_NEEDS,
  type LicenceMemory,
  type LicenceNeeds,
  LicencesReads,
} from './licences.reads.js';
export { type Memory, type MemoryView, presentMemory, refreshLine } from './memory.presenter.js';
export { RulesService } from './rules.service.js';
export type { Upkeep } from './upkeep.queries.js';
export { UpkeepService } from './upkeep.service.js';
export type { LicenceView } from './licences.schemas.js';
export { LicencesService } from './licences.service.js';
export type { LedgerFault } from './ledger-fault.js';
export { type LedgerReport, verifyLedger } from './verify-ledger.js';
