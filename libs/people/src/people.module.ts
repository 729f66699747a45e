import { Module } from '@nestjs/common';
import { ApplyImports } from './apply-imports.js';
import { CsvBody } from './csv-body.js';
import { FolderImports } from './folder-imports.js';
import { ImportEvents } from './import-events.js';
import { ImportSources } from './import-sources.js';
import { ImportSourcesController } from './import-sources.controller.js';
import { ImportSourcesPages } from './import-sources.pages.js';
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
import { UndoImports } from './undo-imports.js';

@Module({
  providers: [
    PeopleService,
    PeopleReads,
    ImportsService,
    ImportsReads,
    ImportSources,
    ApplyImports,
    UndoImports,
    FolderImports,
    PeopleErasure,
  ],
  exports: [
    PeopleService,
    PeopleReads,
    ImportsService,
    ImportsReads,
    ImportSources,
    ApplyImports,
    UndoImports,
    FolderImports,
  ],
})
export class PeopleModule {}

@Module({
  imports: [PeopleModule],
  controllers: [
    ImportsPages,
    ImportSourcesPages,
    PeoplePages,
    ImportsController,
    ImportSourcesController,
    PeopleController,
  ],
  providers: [CsvBody, ImportEvents],
})
export class PeopleHttpModule {}

@Module({ imports: [PeopleModule], providers: [PeopleJobs] })
export class PeopleJobsModule {}
