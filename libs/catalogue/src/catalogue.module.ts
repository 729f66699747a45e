import { Module } from '@nestjs/common';
import { CatalogueController } from './catalogue.controller.js';
import { CataloguePages } from './catalogue.pages.js';
import { CatalogueService } from './catalogue.service.js';

@Module({ providers: [CatalogueService], exports: [CatalogueService] })
export class CatalogueModule {}

@Module({ imports: [CatalogueModule], controllers: [CataloguePages, CatalogueController] })
export class CatalogueHttpModule {}

/** Nothing happens here without somebody asking; the module is here so that every lib has the same three. */
@Module({ imports: [CatalogueModule] })
export class CatalogueJobsModule {}
