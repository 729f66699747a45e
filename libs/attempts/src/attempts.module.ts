import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { AttemptsController } from './attempts.controller.js';
import { AttemptsErasure } from './attempts.erasure.js';
import { AttemptsListeners } from './attempts.listeners.js';
import { AttemptsSchedule } from './attempts.schedule.js';
import { AttemptsService } from './attempts.service.js';
import { Blueprints } from './blueprints.js';
import { ExamPages } from './exam.pages.js';
import { ExamsService } from './exams.service.js';
import { FinishAttempt } from './finish-attempt.js';
import { PlacementPages } from './placement.pages.js';
import { PracticePages } from './practice.pages.js';
import { PracticeService } from './practice.service.js';
import { ProgressService } from './progress.service.js';
import { ResultsService } from './results.service.js';

const services = [AttemptsService, ExamsService, PracticeService, ProgressService, ResultsService];

@Module({
  imports: [CatalogueModule],
  providers: [Blueprints, FinishAttempt, ...services],
  exports: services,
})
export class AttemptsModule {}

@Module({
  imports: [AttemptsModule],
  controllers: [AttemptsController, ExamPages, PlacementPages, PracticePages],
})
export class AttemptsHttpModule {}

@Module({ imports: [AttemptsModule], providers: [AttemptsListeners, AttemptsSchedule, AttemptsErasure] })
export class AttemptsJobsModule {}
