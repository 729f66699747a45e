import { Module } from '@nestjs/common';
import { PeopleModule } from '#people';
import { MailboxPages } from './mailbox.pages.js';
import { NotificationsController, NudgesController } from './nudges.controller.js';
import { NudgesErasure } from './nudges.erasure.js';
import { NudgesListeners } from './nudges.listeners.js';
import { NudgesPages, UnsubscribePages } from './nudges.pages.js';
import { NudgesSchedule } from './nudges.schedule.js';
import { NudgesSender } from './nudges.sender.js';
import { NudgesService } from './nudges.service.js';

@Module({ imports: [PeopleModule], providers: [NudgesService, NudgesErasure], exports: [NudgesService] })
export class NudgesModule {}

@Module({
  imports: [NudgesModule],
  controllers: [NudgesPages, UnsubscribePages, MailboxPages, NotificationsController, NudgesController],
})
export class NudgesHttpModule {}

@Module({ imports: [NudgesModule, PeopleModule], providers: [NudgesSender, NudgesListeners, NudgesSchedule] })
export class NudgesJobsModule {}
