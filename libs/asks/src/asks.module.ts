import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { KnowledgeModule } from '#knowledge';
import { PeopleModule } from '#people';
import { AskFormPages } from './ask-form.pages.js';
import { AskRouter } from './ask-router.js';
import { AsksController } from './asks.controller.js';
import { AsksErasure } from './asks.erasure.js';
import { AsksPages } from './asks.pages.js';
import { AsksSchedule } from './asks.schedule.js';
import { AsksService } from './asks.service.js';
import { CoachesController } from './coaches.controller.js';
import { CoachesPages } from './coaches.pages.js';
import { CoachesService } from './coaches.service.js';
import { HelpingService } from './helping.service.js';
import { HelpingPages } from './helping.pages.js';
import { KudosController } from './kudos.controller.js';
import { KudosPages } from './kudos.pages.js';
import { RewardsController } from './rewards.controller.js';
import { RewardsPages } from './rewards.pages.js';
import { RewardsService } from './rewards.service.js';
import { ThanksService } from './thanks.service.js';

const services = [AskRouter, AsksService, CoachesService, HelpingService, RewardsService, ThanksService];

@Module({ imports: [CatalogueModule, KnowledgeModule, PeopleModule], providers: services, exports: services })
export class AsksModule {}

@Module({
  imports: [AsksModule, CatalogueModule, KnowledgeModule],
  controllers: [
    // The fixed word before the id: the router takes the first that fits.
    HelpingPages,
    AskFormPages,
    AsksPages,
    AsksController,
    CoachesController,
    CoachesPages,
    KudosController,
    KudosPages,
    RewardsController,
    RewardsPages,
  ],
})
export class AsksHttpModule {}

@Module({ imports: [AsksModule], providers: [AsksErasure, AsksSchedule] })
export class AsksJobsModule {}
