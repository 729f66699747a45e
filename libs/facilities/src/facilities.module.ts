import { Module } from '@nestjs/common';
import { LicencesModule } from '#licences';
import { PeopleModule } from '#people';
import { CoverService } from './cover.service.js';
import { EntitlementsController } from './entitlements.controller.js';
import { FacilitiesController } from './facilities.controller.js';
import { FacilitiesErasure } from './facilities.erasure.js';
import { FacilitiesJobs } from './facilities.jobs.js';
import { FacilitiesPages } from './facilities.pages.js';
import { FacilitiesService } from './facilities.service.js';
import { GatekeepersController } from './gatekeepers.controller.js';
import { GatekeepersPages } from './gatekeepers.pages.js';
import { GatekeepersService } from './gatekeepers.service.js';
import { PassesController } from './passes.controller.js';
import { PassesPages } from './passes.pages.js';
import { PassesService } from './passes.service.js';
import { ReconcileService } from './reconcile.service.js';

@Module({
  imports: [LicencesModule, PeopleModule],
  providers: [
    FacilitiesService,
    ReconcileService,
    PassesService,
    GatekeepersService,
    CoverService,
    FacilitiesErasure,
  ],
  exports: [FacilitiesService, ReconcileService, PassesService, GatekeepersService, CoverService],
})
export class FacilitiesModule {}

@Module({
  imports: [FacilitiesModule, LicencesModule],
  controllers: [
    PassesPages,
    GatekeepersPages,
    FacilitiesPages,
    PassesController,
    GatekeepersController,
    EntitlementsController,
    FacilitiesController,
  ],
})
export class FacilitiesHttpModule {}

@Module({ imports: [FacilitiesModule], providers: [FacilitiesJobs] })
export class FacilitiesJobsModule {}
