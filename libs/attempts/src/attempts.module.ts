import { Module } from '@nestjs/common';
import { CalibrationsModule } from '#calibrations';
import { CatalogueModule } from '#catalogue';
import { AttemptsController } from './attempts.controller.js';
import { AttemptsErasure } from './attempts.erasure.js';
import { AttemptsListeners } from './attempts.listeners.js';
import { AttemptsSchedule } from './attempts.schedule.js';
import { AttemptsService } from './attempts.service.js';
import { Blueprints } from './blueprints.js';
import { ExamAnswers } from './exam-answers.js';
import { ExamFlagsController } from './exam-flags.controller.js';
import { ExamFlagsPages } from './exam-flags.pages.js';
import { ExamFlagsService } from './exam-flags.service.js';
import { ExamPages } from './exam.pages.js';
import { ExamsService } from './exams.service.js';
import { FinishAttempt } from './finish-attempt.js';
import { HealthService } from './health.service.js';
import { LessonAdviser } from './lesson-adviser.js';
import { LessonsController } from './lessons.controller.js';
import { LessonsPages } from './lessons.pages.js';
import { LessonsService } from './lessons.service.js';
import { MemoryController } from './memory.controller.js';
import { MemoryPages } from './memory.pages.js';
import { MemoryWeightsService } from './memory-weights.service.js';
import { NeededLicences } from './needed-licences.js';
import { PinExam } from './pin-exam.js';
import { PlacementPages } from './placement.pages.js';
import { PracticePages } from './practice.pages.js';
import { PracticeBank } from './practice-bank.js';
import { PracticeService } from './practice.service.js';
import { ProgressService } from './progress.service.js';
import { ReplayService } from './replay.service.js';
import { ResultsService } from './results.service.js';
import { StartTest } from './start-test.js';
import { TestSteps } from './test-steps.js';
import { WeightsInUse } from './weights-in-use.js';

const services = [
  AttemptsService,
  ExamFlagsService,
  ExamsService,
  HealthService,
  LessonAdviser,
  LessonsService,
  MemoryWeightsService,
  PracticeBank,
  PracticeService,
  ProgressService,
  ReplayService,
  ResultsService,
  StartTest,
];

@Module({
  imports: [CatalogueModule, CalibrationsModule],
  providers: [
    Blueprints,
    ExamAnswers,
    FinishAttempt,
    NeededLicences,
    PinExam,
    TestSteps,
    WeightsInUse,
    ...services,
  ],
  exports: services,
})
export class AttemptsModule {}

@Module({
  imports: [AttemptsModule],
  controllers: [
    AttemptsController,
    ExamFlagsController,
    ExamFlagsPages,
    ExamPages,
    LessonsController,
    LessonsPages,
    MemoryController,
    MemoryPages,
    PlacementPages,
    PracticePages,
  ],
})
export class AttemptsHttpModule {}

@Module({ imports: [AttemptsModule], providers: [AttemptsListeners, AttemptsSchedule, AttemptsErasure] })
export class AttemptsJobsModule {}
