import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { PeopleModule } from '#people';
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
    LicencesService,
    LicencesReads,
    LicenceTerms,
    LicencesErasure,
    LicencesMerging,
    RulesService,
    UpkeepService,
  ],
  exports: [LicencesService, LicencesReads, LicenceTerms, RulesService, UpkeepService],
})
export class LicencesModule {}

@Module({
  imports: [LicencesModule],
  controllers: [RulesPages, LicencesPages, VerifyPages, RulesController, LicencesController],
})
export class LicencesHttpModule {}

@Module({ imports: [LicencesModule], providers: [LicencesListeners, LicencesSchedule] })
export class LicencesJobsModule {}
