import { Module } from '@nestjs/common';
import { AudiencesModule } from '#audiences';
import { CatalogueModule } from '#catalogue';
import { LicencesModule } from '#licences';
import { MilestonesController } from './milestones.controller.js';
import { RoadmapController } from './roadmap.controller.js';
import { RoadmapErasure } from './roadmap.erasure.js';
import { RoadmapPages } from './roadmap.pages.js';
import { RoadmapReads } from './roadmap.reads.js';
import { RoadmapSchedule } from './roadmap.schedule.js';
import { RoadmapService } from './roadmap.service.js';

@Module({
  imports: [AudiencesModule, CatalogueModule, LicencesModule],
  providers: [RoadmapService, RoadmapReads, RoadmapErasure],
  exports: [RoadmapService, RoadmapReads],
})
export class RoadmapModule {}

@Module({ imports: [RoadmapModule], controllers: [RoadmapPages, RoadmapController, MilestonesController] })
export class RoadmapHttpModule {}

@Module({ imports: [RoadmapModule], providers: [RoadmapSchedule] })
export class RoadmapJobsModule {}
