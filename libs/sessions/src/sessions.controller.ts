import { Body, Controller, Get, Post } from '@nestjs/common';
import { type Actor, Api, CurrentActor, signInNeeded } from '#kernel';
import { createToken, type CreateToken, me, tokenCreated } from './sessions.schemas.js';
import { SessionsService } from './sessions.service.js';

@Controller('api/v1')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  @Get('me')
  @Api({ summary: 'Who you are to the product', access: ['employee'], scope: 'read', returns: me })
  me(@CurrentActor() actor: Actor) {
    const { personId, name, language, zone, grants, isManager } = actor;
    return { personId, name, language, zone, grants, isManager };
  }

  @Post('tokens')
  @Api({
    summary: 'Make an API token that acts for you; it is shown once',
    access: ['employee'],
    scope: 'write',
    returns: tokenCreated,
    status: 201,
  })
  createToken(@CurrentActor() actor: Actor, @Body({ schema: createToken }) input: CreateToken) {
    if (actor.personId === null) throw signInNeeded();
    return this.sessions.createToken(actor, { personId: actor.personId, ...input });
  }
}
