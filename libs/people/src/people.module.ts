import { Module } from '@nestjs/common';
import { ApplyImports } from './apply-imports.js';
import { CsvBody } from './csv-body.js';
import { ImportEvents } from './import-events.js';
import { ImportsController } from './imports.controller.js';
import { ImportsPages } from './imports.pages.js';
import { ImportsReads } from './imports.reads.js';
import { ImportsService } from './imports.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleErasure } from './people.erasure.js';
import { PeopleJobs } from './people.jobs.js';
import { PeoplePages } from './people.pages.js';
import { PeopleReads } from './people.reads.js';
import { PeopleService } from './people.service.js';

@Module({
  providers: [PeopleService, PeopleReads, ImportsService, ImportsReads, ApplyImports, PeopleErasure],
  exports: [PeopleService, PeopleReads, ImportsService, ImportsReads, ApplyImports],
})
export class PeopleModule {}

@Module({
  imports: [PeopleModule],
  controllers: [ImportsPages, PeoplePages, ImportsController, PeopleController],
  providers: [CsvBody, ImportEvents],
})
export class PeopleHttpModule {}

@Module({ imports: [PeopleModule], providers: [PeopleJobs] })
export class PeopleJobsModule {}
