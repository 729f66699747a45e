import { Module } from '@nestjs/common';
import { ApplyImports } from './apply-imports.js';
import { CsvBody } from './csv-body.js';
import { FolderImports } from './folder-imports.js';
import { DeputiesController } from './deputies.controller.js';
import { DeputiesPages } from './deputies.pages.js';
import { DeputiesService } from './deputies.service.js';
import { FindingsController } from './findings.controller.js';
import { FindingsPages } from './findings.pages.js';
import { FindingsService } from './findings.service.js';
import { ImportEvents } from './import-events.js';
import { ImportSources } from './import-sources.js';
import { ImportSourcesController } from './import-sources.controller.js';
import { ImportSourcesPages } from './import-sources.pages.js';
import { ImportsController } from './imports.controller.js';
import { ImportsPages } from './imports.pages.js';
import { ImportsReads } from './imports.reads.js';
import { ImportsService } from './imports.service.js';
import { MergesController } from './merges.controller.js';
import { MergesPages } from './merges.pages.js';
import { MergesReads } from './merges.reads.js';
import { MergesService } from './merges.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleErasure } from './people.erasure.js';
import { PeopleJobs } from './people.jobs.js';
import { PeopleMerging } from './people.merging.js';
import { PeoplePages } from './people.pages.js';
import { PeopleReads } from './people.reads.js';
import { PersonLinks } from './person-links.js';
import { PeopleService } from './people.service.js';
import { UndoImports } from './undo-imports.js';

@Module({
  providers: [
    PeopleService,
    PeopleReads,
    PersonLinks,
    ImportsService,
    ImportsReads,
    ImportSources,
    ApplyImports,
    UndoImports,
    FolderImports,
    PeopleErasure,
    PeopleMerging,
    MergesService,
    MergesReads,
    DeputiesService,
    FindingsService,
  ],
  exports: [
    PeopleService,
    PeopleReads,
    PersonLinks,
    ImportsService,
    ImportsReads,
    ImportSources,
    ApplyImports,
    UndoImports,
    FolderImports,
    MergesService,
    MergesReads,
    DeputiesService,
    FindingsService,
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
    MergesPages,
    DeputiesPages,
    FindingsPages,
    MergesController,
    DeputiesController,
    FindingsController,
    PeopleController,
  ],
  providers: [CsvBody, ImportEvents],
})
export class PeopleHttpModule {}

@Module({ imports: [PeopleModule], providers: [PeopleJobs] })
export class PeopleJobsModule {}
