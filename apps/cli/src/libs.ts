import { AttemptsJobsModule } from '#attempts';
import { PoliciesJobsModule } from '#policies';
import { RoadmapJobsModule } from '#roadmap';
import { AudiencesJobsModule } from '#audiences';
import { AuthoringJobsModule } from '#authoring';
import { CalibrationsJobsModule } from '#calibrations';
import { CatalogueJobsModule } from '#catalogue';
import { DigestsJobsModule } from '#digests';
import { FacilitiesJobsModule } from '#facilities';
import { LicencesJobsModule } from '#licences';
import { NudgesJobsModule } from '#nudges';
import { KnowledgeJobsModule } from '#knowledge';
import { AsksJobsModule } from '#asks';
import { TicketsJobsModule } from '#tickets';
import { SurveysJobsModule } from '#surveys';
import { PathsJobsModule } from '#paths';
import { PeopleJobsModule } from '#people';
import { SessionsJobsModule } from '#sessions';

/** Every lib's listeners, jobs and schedules, and with them its services. */
export const LIBS = [
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
