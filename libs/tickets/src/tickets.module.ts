import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { KnowledgeModule } from '#knowledge';
import { FilesService } from './files.service.js';
import { HooksController } from './hooks.controller.js';
import { InsightsPages } from './insights.pages.js';
import { InsightsService } from './insights.service.js';
import { IntakeService } from './intake.service.js';
import { QueuePages } from './queue.pages.js';
import { QueueService } from './queue.service.js';
import { RecogniseService } from './recognise.service.js';
import { SkillsPages } from './skills.pages.js';
import { SourcesController } from './sources.controller.js';
import { SourcesPages } from './sources.pages.js';
import { SourcesService } from './sources.service.js';
import { TicketsController } from './tickets.controller.js';
import { TicketsErasure } from './tickets.erasure.js';
import { TicketsJobs } from './tickets.jobs.js';
import { TicketsPages } from './tickets.pages.js';
import { TicketsService } from './tickets.service.js';

const services = [
  FilesService,
  InsightsService,
  IntakeService,
  QueueService,
  RecogniseService,
  SourcesService,
  TicketsService,
];

@Module({ imports: [CatalogueModule, KnowledgeModule], providers: services, exports: services })
export class TicketsModule {}

@Module({
  imports: [TicketsModule],
  controllers: [
    TicketsPages,
    SkillsPages,
    SourcesPages,
    QueuePages,
    InsightsPages,
    TicketsController,
    SourcesController,
    HooksController,
  ],
})
export class TicketsHttpModule {}

@Module({ imports: [TicketsModule], providers: [TicketsErasure, TicketsJobs] })
export class TicketsJobsModule {}
