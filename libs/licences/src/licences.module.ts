import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { PeopleModule } from '#people';
import { EvidenceClaimsController } from './evidence-claims.controller.js';
import { EvidenceClaimsPages } from './evidence-claims.pages.js';
import { EvidenceClaimsService } from './evidence-claims.service.js';
import { HeldController } from './held.controller.js';
import { HeldPages } from './held.pages.js';
import { HeldService } from './held.service.js';
import { HrDeskController } from './hr-desk.controller.js';
import { HrDeskPages } from './hr-desk.pages.js';
import { HrDeskReads } from './hr-desk.reads.js';
import { HrDeskService } from './hr-desk.service.js';
import { LedgerDesk } from './ledger-desk.js';
import { LicenceTerms } from './licence-terms.js';
import { LicencesController } from './licences.controller.js';
import { LicencesErasure } from './licences.erasure.js';
import { LicencesMerging } from './licences.merging.js';
import { LicencesListeners } from './licences.listeners.js';
import { LicencesPages } from './licences.pages.js';
import { LicencesReads } from './licences.reads.js';
import { LicencesSchedule } from './licences.schedule.js';
import { RulesController } from './rules.controller.js';
import { RulesPages } from './rules.pages.js';
import { RulesService } from './rules.service.js';
import { UpkeepService } from './upkeep.service.js';
import { LicencesService } from './licences.service.js';
import { VerifyPages } from './verify.pages.js';

@Module({
  imports: [PeopleModule, CatalogueModule],
  providers: [
    LedgerDesk,
    LicencesService,
    LicencesReads,
    LicenceTerms,
    LicencesErasure,
    LicencesMerging,
    RulesService,
    UpkeepService,
    HrDeskService,
    HrDeskReads,
    EvidenceClaimsService,
    HeldService,
  ],
  exports: [
    LicencesService,
    LicencesReads,
    LicenceTerms,
    RulesService,
    UpkeepService,
    HrDeskService,
    HrDeskReads,
    EvidenceClaimsService,
    HeldService,
  ],
})
export class LicencesModule {}

@Module({
  imports: [LicencesModule],
  controllers: [
    RulesPages,
    EvidenceClaimsPages,
    HrDeskPages,
    HeldPages,
    LicencesPages,
    VerifyPages,
    RulesController,
    EvidenceClaimsController,
    HrDeskController,
    HeldController,
    LicencesController,
  ],
})
export class LicencesHttpModule {}

@Module({ imports: [LicencesModule], providers: [LicencesListeners, LicencesSchedule] })
export class LicencesJobsModule {}
