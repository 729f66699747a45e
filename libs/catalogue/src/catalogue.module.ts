import { Module } from '@nestjs/common';
import { CatalogueController } from './catalogue.controller.js';
import { CataloguePages } from './catalogue.pages.js';
import { CatalogueService } from './catalogue.service.js';
import { ContentChanges } from './content-changes.js';

@Module({ providers: [CatalogueService, ContentChanges], exports: [CatalogueService, ContentChanges] })
export class CatalogueModule {}

@Module({ imports: [CatalogueModule], controllers: [CataloguePages, CatalogueController] })
export class CatalogueHttpModule {}

/** Nothing happens here without somebody asking; the module is here so that every lib has the same three. */
@Module({ imports: [CatalogueModule] })
export class CatalogueJobsModule {}
