import { Module } from '@nestjs/common';
import { LicencesModule } from '#licences';
import { FacilitiesController } from './facilities.controller.js';
import { FacilitiesPages } from './facilities.pages.js';
import { FacilitiesService } from './facilities.service.js';

@Module({ imports: [LicencesModule], providers: [FacilitiesService], exports: [FacilitiesService] })
export class FacilitiesModule {}

@Module({ imports: [FacilitiesModule, LicencesModule], controllers: [FacilitiesPages, FacilitiesController] })
export class FacilitiesHttpModule {}

/** Nothing runs by itself here yet: who may what follows from licences at the moment of asking. */
@Module({ imports: [FacilitiesModule] })
export class FacilitiesJobsModule {}
