import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AudiencesService } from '#audiences';
import { Db, Registry, systemActor } from '#kernel';
import { HOME_ZONE } from './survey.js';
import { turnSurveys } from './turn-surveys.js';

@Injectable()
export class SurveysSchedule implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly audiences: AudiencesService,
  ) {}

  onModuleInit(): void {
    this.registry.schedule({
      name: 'surveys.turn',
      // Before messages are bundled, and while few people answer: mixing rewrites all answers of a survey.
      cron: '30 4 * * *',
      tz: HOME_ZONE,
      run: ({ now, dry }) =>
        turnSurveys({ db: this.db, audiences: this.audiences }, systemActor('surveys.turn'), now, dry),
    });
  }
}
