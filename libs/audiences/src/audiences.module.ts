import { Module } from '@nestjs/common';
import { PeopleModule } from '#people';
import { AudiencesErasure } from './audiences.erasure.js';
import { AudiencesListeners } from './audiences.listeners.js';
import { AudiencesService } from './audiences.service.js';

@Module({
  imports: [PeopleModule],
  providers: [AudiencesService, AudiencesErasure],
  exports: [AudiencesService],
})
export class AudiencesModule {}

/** Audiences have no pages of their own: the builder is a partial in the pages that use it. */
@Module({ imports: [AudiencesModule] })
export class AudiencesHttpModule {}

@Module({ imports: [AudiencesModule], providers: [AudiencesListeners] })
export class AudiencesJobsModule {}
