import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { DigestsErasure } from './digests.erasure.js';
import { DigestsSchedule } from './digests.schedule.js';
import { DigestsService } from './digests.service.js';

@Module({
  imports: [CatalogueModule],
  providers: [DigestsService, DigestsErasure],
  exports: [DigestsService],
})
export class DigestsModule {}

@Module({ imports: [DigestsModule], providers: [DigestsSchedule] })
export class DigestsJobsModule {}
