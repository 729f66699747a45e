import { type DynamicModule, Module } from '@nestjs/common';
import { AttemptsJobsModule } from '#attempts';
import { PoliciesJobsModule } from '#policies';
import { RoadmapJobsModule } from '#roadmap';
import { AudiencesJobsModule } from '#audiences';
import { AuthoringJobsModule } from '#authoring';
import { CalibrationsJobsModule } from '#calibrations';
import { CatalogueJobsModule } from '#catalogue';
import { DigestsJobsModule } from '#digests';
import { FacilitiesJobsModule } from '#facilities';
import { KernelModule, type KernelOptions } from '#kernel';
import { LicencesJobsModule } from '#licences';
import { NudgesJobsModule } from '#nudges';
import { KnowledgeJobsModule } from '#knowledge';
import { AsksJobsModule } from '#asks';
import { TicketsJobsModule } from '#tickets';
import { SurveysJobsModule } from '#surveys';
import { PathsJobsModule } from '#paths';
import { PeopleJobsModule } from '#people';
import { SessionsJobsModule } from '#sessions';

/** Listeners, jobs and schedules of every lib. */
export const JOBS = [
  PeopleJobsModule,
  SessionsJobsModule,
  AudiencesJobsModule,
  CatalogueJobsModule,
  PathsJobsModule,
  LicencesJobsModule,
  FacilitiesJobsModule,
  CalibrationsJobsModule,
  AttemptsJobsModule,
  AuthoringJobsModule,
  PoliciesJobsModule,
  RoadmapJobsModule,
  NudgesJobsModule,
  KnowledgeJobsModule,
  AsksJobsModule,
  TicketsJobsModule,
  SurveysJobsModule,
  DigestsJobsModule,
];

/** The worker process. */
@Module({})
export class WorkerModule {
  static forRoot(options: KernelOptions): DynamicModule {
    return { module: WorkerModule, imports: [KernelModule.forRoot(options), ...JOBS] };
  }
}
