import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { LessonAdvice } from './lesson-advice.js';
import { PathsController } from './paths.controller.js';
import { PathsListeners } from './paths.listeners.js';
import { PathsPages } from './paths.pages.js';
import { PathsService } from './paths.service.js';

@Module({
  imports: [CatalogueModule],
  providers: [LessonAdvice, PathsService],
  exports: [LessonAdvice, PathsService],
})
export class PathsModule {}

@Module({ imports: [PathsModule, CatalogueModule], controllers: [PathsPages, PathsController] })
export class PathsHttpModule {}

@Module({ imports: [PathsModule], providers: [PathsListeners] })
export class PathsJobsModule {}
