import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { AnswerSources } from './answer-source.js';
import { CalibrationsController } from './calibrations.controller.js';
import { CalibrationsPages } from './calibrations.pages.js';
import { CalibrationsSchedule } from './calibrations.schedule.js';
import { CalibrationsService } from './calibrations.service.js';

@Module({
  imports: [CatalogueModule],
  providers: [AnswerSources, CalibrationsService],
  exports: [AnswerSources, CalibrationsService],
})
export class CalibrationsModule {}

@Module({ imports: [CalibrationsModule], controllers: [CalibrationsController, CalibrationsPages] })
export class CalibrationsHttpModule {}

@Module({ imports: [CalibrationsModule, CatalogueModule], providers: [CalibrationsSchedule] })
export class CalibrationsJobsModule {}
