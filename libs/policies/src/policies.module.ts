import { Module } from '@nestjs/common';
import { AudiencesModule } from '#audiences';
import { CatalogueModule } from '#catalogue';
import { PeopleModule } from '#people';
import { EvaluationService } from './evaluation.service.js';
import { ExceptionsController } from './exceptions.controller.js';
import { ExceptionsPages } from './exceptions.pages.js';
import { ExceptionsService } from './exceptions.service.js';
import { FreeDaysController } from './free-days.controller.js';
import { FreeDaysPages } from './free-days.pages.js';
import { FreeDaysService } from './free-days.service.js';
import { HeadOffice } from './head-office.js';
import { PoliciesController } from './policies.controller.js';
import { PoliciesErasure } from './policies.erasure.js';
import { PoliciesListeners } from './policies.listeners.js';
import { PoliciesPages } from './policies.pages.js';
import { PoliciesSchedule } from './policies.schedule.js';
import { PoliciesService } from './policies.service.js';
import { PublicationPages } from './publication.pages.js';
import { PublicationPlanService } from './publication-plan.service.js';
import { RequirementsAsOfService } from './requirements-as-of.service.js';
import { RequirementsController } from './requirements.controller.js';
import { RequirementsPages } from './requirements.pages.js';
import { RequirementsService } from './requirements.service.js';
import { WaiversController } from './waivers.controller.js';
import { WaiversPages } from './waivers.pages.js';
import { WaiversService } from './waivers.service.js';

@Module({
  imports: [PeopleModule, AudiencesModule, CatalogueModule],
  providers: [
    HeadOffice,
    EvaluationService,
    RequirementsService,
    PoliciesService,
    PublicationPlanService,
    RequirementsAsOfService,
    WaiversService,
    ExceptionsService,
    FreeDaysService,
    PoliciesErasure,
  ],
  exports: [
    RequirementsAsOfService,
    WaiversService,
    ExceptionsService,
    FreeDaysService,
    HeadOffice,
    EvaluationService,
    RequirementsService,
    PoliciesService,
    PublicationPlanService,
  ],
})
export class PoliciesModule {}

@Module({
  imports: [PoliciesModule, AudiencesModule, CatalogueModule, PeopleModule],
  // Fixed words before parameters: /policies/requirements is not a policy's id.
  controllers: [
    RequirementsPages,
    WaiversPages,
    ExceptionsPages,
    FreeDaysPages,
    WaiversController,
    ExceptionsController,
    FreeDaysController,
    PoliciesPages,
    PublicationPages,
    RequirementsController,
    PoliciesController,
  ],
})
export class PoliciesHttpModule {}

@Module({ imports: [PoliciesModule, PeopleModule], providers: [PoliciesListeners, PoliciesSchedule] })
export class PoliciesJobsModule {}
