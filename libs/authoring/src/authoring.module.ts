import { Module } from '@nestjs/common';
import { AttemptsModule } from '#attempts';
import { CatalogueModule } from '#catalogue';
import { AuthorProposalsPages } from './author-proposals.pages.js';
import { AuthorReportsPages } from './author-reports.pages.js';
import { AuthoringErasure } from './authoring.erasure.js';
import { ChangesController } from './changes.controller.js';
import { ChangesPages } from './changes.pages.js';
import { ChangesService } from './changes.service.js';
import { LibraryController } from './library.controller.js';
import { LibraryPages } from './library.pages.js';
import { LibraryService } from './library.service.js';
import { ProposalsController } from './proposals.controller.js';
import { ProposalsPages } from './proposals.pages.js';
import { ProposalsService } from './proposals.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsPages } from './reports.pages.js';
import { ReportsService } from './reports.service.js';

const services = [ChangesService, LibraryService, ProposalsService, ReportsService];

@Module({ imports: [AttemptsModule, CatalogueModule], providers: services, exports: services })
export class AuthoringModule {}

@Module({
  imports: [AuthoringModule, CatalogueModule],
  controllers: [
    AuthorProposalsPages,
    AuthorReportsPages,
    ChangesController,
    ChangesPages,
    LibraryController,
    LibraryPages,
    ProposalsController,
    ProposalsPages,
    ReportsController,
    ReportsPages,
  ],
})
export class AuthoringHttpModule {}

@Module({ imports: [AuthoringModule], providers: [AuthoringErasure] })
export class AuthoringJobsModule {}
