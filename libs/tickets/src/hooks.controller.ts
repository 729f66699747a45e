import { Controller, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Api } from '#kernel';
import { IntakeService } from './intake.service.js';
import { type HookAnswer, hookAnswer } from './sources.schemas.js';
import { hookNotSigned } from './tickets.problems.js';

/** The door for other helpdesk systems. Nobody is signed in here: the signature says who it is. */
@Controller('api/v1/ticket-hooks')
export class HooksController {
  constructor(private readonly intake: IntakeService) {}

  @Post(':source')
  @Api({
    summary:
      'A ticket of another system, signed after Standard Webhooks (webhook-id, webhook-timestamp, webhook-signature)',
    access: ['anonymous'],
    returns: hookAnswer,
    status: 200,
    problems: ['ticket-hook-not-signed', 'ticket-hook-unreadable'],
  })
  hear(
    @Param('source', { schema: z.uuid() }) source: string,
    @Req() request: FastifyRequest,
  ): Promise<HookAnswer> {
    const header = (name: string): string => {
      const value = request.headers[name];
      return typeof value === 'string' ? value.slice(0, 500) : '';
    };
    const raw = request.rawBody;
    const message = {
      id: header('webhook-id').slice(0, 100),
      timestamp: header('webhook-timestamp'),
      signature: header('webhook-signature'),
    };
    if (raw === undefined || message.id === '') throw hookNotSigned();
    return this.intake.hear(source, { raw, ...message });
  }
}
