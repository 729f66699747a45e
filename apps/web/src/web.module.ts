import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { AttemptsHttpModule } from '#attempts';
import { PoliciesHttpModule } from '#policies';
import { RoadmapHttpModule } from '#roadmap';
import { AudiencesHttpModule } from '#audiences';
import { AuthoringHttpModule } from '#authoring';
import { CalibrationsHttpModule } from '#calibrations';
import { CatalogueHttpModule } from '#catalogue';
import { FacilitiesHttpModule } from '#facilities';
import { KernelModule, type KernelOptions } from '#kernel';
import { LicencesHttpModule } from '#licences';
import { NudgesHttpModule } from '#nudges';
import { KnowledgeHttpModule, KnowledgeModule } from '#knowledge';
import { AsksHttpModule } from '#asks';
import { TicketsHttpModule } from '#tickets';
import { SurveysHttpModule } from '#surveys';
import { PathsHttpModule } from '#paths';
import { PeopleHttpModule } from '#people';
import { SessionsHttpModule } from '#sessions';
import { HomeModule } from './home/home.module.js';
import { AccessGuard } from './http/access.guard.js';
import { ClockPages } from './http/clock.pages.js';
import { Pages } from './http/pages.js';
import { ProblemFilter } from './http/problem.filter.js';
import { SchemaPipe } from './http/schema.pipe.js';
import { RunningApp, SystemController } from './http/system.controller.js';
import { ViewInterceptor } from './http/view.interceptor.js';

const HTTP = [
  PeopleHttpModule,
  SessionsHttpModule,
  AudiencesHttpModule,
  CatalogueHttpModule,
  PathsHttpModule,
  LicencesHttpModule,
  FacilitiesHttpModule,
  CalibrationsHttpModule,
  AttemptsHttpModule,
  AuthoringHttpModule,
  PoliciesHttpModule,
  RoadmapHttpModule,
  NudgesHttpModule,
  KnowledgeHttpModule,
  AsksHttpModule,
  TicketsHttpModule,
  SurveysHttpModule,
  HomeModule,
];

/** The web process: pages and JSON API of every lib, and the home pages that only an app may compose. */
@Module({})
export class WebModule {
  static forRoot(options: KernelOptions, more: NonNullable<DynamicModule['imports']> = []): DynamicModule {
    return {
      module: WebModule,
      imports: [KernelModule.forRoot(options), DiscoveryModule, KnowledgeModule, ...HTTP, ...more],
      controllers: [SystemController, ClockPages],
      providers: [
        Pages,
        ProblemFilter,
        RunningApp,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: SchemaPipe },
        { provide: APP_INTERCEPTOR, useClass: ViewInterceptor },
        { provide: APP_FILTER, useExisting: ProblemFilter },
      ],
    };
  }
}
