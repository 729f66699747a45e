import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { BriefCards } from './brief-cards.js';
import { CardOutcomes } from './card-outcomes.js';
import { CardsService } from './cards.service.js';
import { ChannelWishes, FrontDoorService } from './front-door.service.js';
import { DeskController } from './desk.controller.js';
import { DeskPages } from './desk.pages.js';
import { HelpPages } from './help.pages.js';
import { IncidentsService } from './incidents.service.js';
import { ItPages } from './it.pages.js';
import { KnowledgeController } from './knowledge.controller.js';
import { KnowledgeErasure } from './knowledge.erasure.js';
import { KnowledgeSchedule } from './knowledge.schedule.js';
import { CardPublishing } from './publish-cards.js';
import { SearchService } from './search.service.js';
import { ServicesPages } from './services.pages.js';
import { ServicesService } from './services.service.js';
import { AnswerSuggestions } from './suggest-answers.js';
import { TrailsService } from './trails.service.js';

const services = [
  AnswerSuggestions,
  BriefCards,
  CardOutcomes,
  CardPublishing,
  CardsService,
  ChannelWishes,
  FrontDoorService,
  IncidentsService,
  SearchService,
  ServicesService,
  TrailsService,
];

@Module({ imports: [CatalogueModule], providers: services, exports: services })
export class KnowledgeModule {}

@Module({
  imports: [KnowledgeModule, CatalogueModule],
  controllers: [DeskController, DeskPages, HelpPages, ItPages, KnowledgeController, ServicesPages],
})
export class KnowledgeHttpModule {}

@Module({ imports: [KnowledgeModule], providers: [KnowledgeErasure, KnowledgeSchedule] })
export class KnowledgeJobsModule {}
