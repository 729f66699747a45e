import { Module } from '@nestjs/common';
import { AdminPages } from './admin.pages.js';
import { AttemptsModule } from '#attempts';
import { CatalogueModule } from '#catalogue';
import { DigestsModule } from '#digests';
import { LicencesModule } from '#licences';
import { NudgesModule } from '#nudges';
import { PathsModule } from '#paths';
import { PeopleModule } from '#people';
import { PoliciesModule } from '#policies';
import { RoadmapModule } from '#roadmap';
import { ColleaguesModule } from './colleagues.module.js';
import { HeldModule } from './held.module.js';
import { HomeController } from './home.controller.js';
import { LearnAdvice } from './learn-advice.js';
import { NeedsModule } from './needs.module.js';
import { RightsModule } from './rights.module.js';
import { ProbesModule } from './probes.module.js';
import { OverviewPages } from './overview.pages.js';
import { OverviewService } from './overview.service.js';
import { SolvesModule } from './solves.module.js';
import { TeamPages } from './team.pages.js';
import { TeamRemindersService } from './team-reminders.service.js';
import { TeamService } from './team.service.js';
import { TodayPages } from './today.pages.js';
import { TodayService } from './today.service.js';
import { TreatmentModule } from './treatment.module.js';

/** The pages that only an app may compose: Today, Team and HR's overview. */
@Module({
  imports: [
    HeldModule,
    NeedsModule,
    SolvesModule,
    RightsModule,
    ColleaguesModule,
    ProbesModule,
    TreatmentModule,
    AttemptsModule,
    CatalogueModule,
    DigestsModule,
    LicencesModule,
    NudgesModule,
    PathsModule,
    PeopleModule,
    PoliciesModule,
    RoadmapModule,
  ],
  controllers: [AdminPages, TodayPages, TeamPages, OverviewPages, HomeController],
  providers: [LearnAdvice, TodayService, TeamService, TeamRemindersService, OverviewService],
})
export class HomeModule {}
