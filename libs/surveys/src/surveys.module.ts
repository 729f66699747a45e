import { Module } from '@nestjs/common';
import { AudiencesModule } from '#audiences';
import { ActionsService } from './actions.service.js';
import { AwarenessReads } from './awareness.reads.js';
import { InsightsPages } from './insights.pages.js';
import { PredictionsPages } from './predictions.pages.js';
import { PulsePages } from './pulse.pages.js';
import { SurveysController } from './surveys.controller.js';
import { SurveysErasure } from './surveys.erasure.js';
import { SurveysPages } from './surveys.pages.js';
import { SurveysReads } from './surveys.reads.js';
import { SurveysSchedule } from './surveys.schedule.js';
import { SurveysService } from './surveys.service.js';
import { TreatmentService } from './treatment.service.js';

@Module({
  imports: [AudiencesModule],
  providers: [SurveysService, SurveysReads, ActionsService, TreatmentService, AwarenessReads, SurveysErasure],
  exports: [SurveysService, SurveysReads, ActionsService, TreatmentService, AwarenessReads],
})
export class SurveysModule {}

@Module({
  imports: [SurveysModule, AudiencesModule],
  controllers: [SurveysController, PulsePages, InsightsPages, SurveysPages, PredictionsPages],
})
export class SurveysHttpModule {}

@Module({ imports: [SurveysModule, AudiencesModule], providers: [SurveysSchedule] })
export class SurveysJobsModule {}
