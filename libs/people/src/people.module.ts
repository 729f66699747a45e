import { Module } from '@nestjs/common';
import { ApplyImports } from './apply-imports.js';
import { ImportsReads } from './imports.reads.js';
import { ImportsService } from './imports.service.js';
import { PeopleErasure } from './people.erasure.js';
import { PeopleJobs } from './people.jobs.js';
import { PeopleService } from './people.service.js';

@Module({
  providers: [PeopleService, ImportsService, ImportsReads, ApplyImports, PeopleErasure],
  exports: [PeopleService, ImportsService, ImportsReads, ApplyImports],
})
export class PeopleModule {}

@Module({ imports: [PeopleModule] })
export class PeopleHttpModule {}

@Module({ imports: [PeopleModule], providers: [PeopleJobs] })
export class PeopleJobsModule {}
