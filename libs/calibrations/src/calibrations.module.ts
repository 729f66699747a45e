import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { AnswerSources } from './answer-source.js';
import { CalibrationsController } from './calibrations.controller.js';
import { CalibrationsPages } from './calibrations.pages.js';
import { CalibrationsSchedule } from './calibrations.schedule.js';
import { CalibrationsService } from './calibrations.service.js';
import { ItemLivesController } from './item-lives.controller.js';
import { ItemLivesPages } from './item-lives.pages.js';
import { ItemLives } from './item-lives.service.js';
import { PracticeCalibrations } from './practice-calibrations.service.js';

@Module({
  imports: [CatalogueModule],
  providers: [AnswerSources, CalibrationsService, ItemLives, PracticeCalibrations],
  exports: [AnswerSources, CalibrationsService, ItemLives, PracticeCalibrations],
})
export class CalibrationsModule {}

@Module({
  imports: [CalibrationsModule],
  controllers: [ItemLivesController, ItemLivesPages, CalibrationsController, CalibrationsPages],
})
export class CalibrationsHttpModule {}

@Module({ imports: [CalibrationsModule, CatalogueModule], providers: [CalibrationsSchedule] })
export class CalibrationsJobsModule {}
