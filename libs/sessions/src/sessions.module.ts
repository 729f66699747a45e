import { Module } from '@nestjs/common';
import { PeopleModule } from '#people';
import { OidcService } from './oidc.service.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsListeners } from './sessions.listeners.js';
import { SessionsPages } from './sessions.pages.js';
import { SessionsService } from './sessions.service.js';

@Module({
  imports: [PeopleModule],
  providers: [SessionsService, OidcService],
  exports: [SessionsService, OidcService],
})
export class SessionsModule {}

@Module({ imports: [SessionsModule], controllers: [SessionsPages, SessionsController] })
export class SessionsHttpModule {}

@Module({ imports: [SessionsModule], providers: [SessionsListeners] })
export class SessionsJobsModule {}
