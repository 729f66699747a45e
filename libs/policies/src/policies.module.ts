import { Module } from '@nestjs/common';
import { AudiencesModule } from '#audiences';
import { CatalogueModule } from '#catalogue';
import { PeopleModule } from '#people';
import { EvaluationService } from './evaluation.service.js';
import { HeadOffice } from './head-office.js';
import { PoliciesController } from './policies.controller.js';
import { PoliciesErasure } from './policies.erasure.js';
import { PoliciesListeners } from './policies.listeners.js';
import { PoliciesPages } from './policies.pages.js';
import { PoliciesSchedule } from './policies.schedule.js';
import { PoliciesService } from './policies.service.js';
import { PublicationPages } from './publication.pages.js';
import { PublicationPlanService } from './publication-plan.service.js';
import { RequirementsController } from './requirements.controller.js';
import { RequirementsPages } from './requirements.pages.js';
import { RequirementsService } from './requirements.service.js';

@Module({
  imports: [PeopleModule, AudiencesModule, CatalogueModule],
  providers: [
    HeadOffice,
    EvaluationService,
    RequirementsService,
    PoliciesService,
    PublicationPlanService,
    PoliciesErasure,
  ],
  exports: [HeadOffice, EvaluationService, RequirementsService, PoliciesService, PublicationPlanService],
})
export class PoliciesModule {}

@Module({
  imports: [PoliciesModule, AudiencesModule, CatalogueModule],
  // Fixed words before parameters: /policies/requirements is not a policy's id.
  controllers: [
    RequirementsPages,
    PoliciesPages,
    PublicationPages,
    RequirementsController,
    PoliciesController,
  ],
})
export class PoliciesHttpModule {}

@Module({ imports: [PoliciesModule], providers: [PoliciesListeners, PoliciesSchedule] })
export class PoliciesJobsModule {}
