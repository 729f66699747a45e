import { Module } from '@nestjs/common';
import { CatalogueController } from './catalogue.controller.js';
import { CataloguePages } from './catalogue.pages.js';
import { CatalogueService } from './catalogue.service.js';
import { ContentChanges } from './content-changes.js';
import { WordsController } from './words.controller.js';
import { WordsPages } from './words.pages.js';
import { WordsService } from './words.service.js';

const services = [CatalogueService, ContentChanges, WordsService];

@Module({ providers: services, exports: services })
export class CatalogueModule {}

@Module({
  imports: [CatalogueModule],
  controllers: [CataloguePages, CatalogueController, WordsController, WordsPages],
})
export class CatalogueHttpModule {}

/** Nothing happens here without somebody asking; the module is here so that every lib has the same three. */
@Module({ imports: [CatalogueModule] })
export class CatalogueJobsModule {}
