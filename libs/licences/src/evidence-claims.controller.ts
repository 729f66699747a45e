import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import type { EvidenceClaim } from './evidence-claims.queries.js';
import {
  type DecideEvidence,
  decideEvidence,
  evidenceClaimList,
  type EvidenceClaimView,
  submitEvidence,
  type SubmitEvidence,
  waitingClaimList,
} from './evidence-claims.schemas.js';
import { EvidenceClaimsService } from './evidence-claims.service.js';

const uuid = { schema: z.uuid() };

@Controller('api/v1/licences/evidence-claims')
export class EvidenceClaimsController {
  constructor(private readonly claims: EvidenceClaimsService) {}

  @Get()
  @Api({
    summary: 'What you handed in from elsewhere, and the answers',
    access: ['employee'],
    scope: 'licences:read',
    returns: evidenceClaimList,
  })
  async own(@CurrentActor() actor: Actor): Promise<{ items: EvidenceClaimView[] }> {
    return { items: (await this.claims.own(actor)).map(viewOf) };
  }

  @Get('waiting')
  @Api({
    summary: 'What people handed in and HR has not answered, the oldest first',
    access: ['hr'],
    scope: 'licences:read',
    returns: waitingClaimList,
  })
  async waiting(@CurrentActor() actor: Actor): Promise<{ items: EvidenceClaim[] }> {
    return { items: await this.claims.waiting(actor) };
  }

  @Post()
  @Api({
    summary: 'Hand in a certificate from elsewhere for a licence of your own',
    access: ['employee'],
    scope: 'licences:write',
    status: 201,
    returns: z.object({ id: z.uuid() }),
    problems: ['invalid-input', 'licence-evidence-waits'],
  })
  async submit(
    @CurrentActor() actor: Actor,
    @Body({ schema: submitEvidence }) input: SubmitEvidence,
  ): Promise<{ id: string }> {
    return { id: await this.claims.submit(actor, input) };
  }

  @Post(':id/decision')
  @Api({
    summary: 'Accept or reject what somebody handed in; the trust level decides how long it counts',
    access: ['hr'],
    scope: 'licences:write',
    status: 204,
    problems: [
      'licence-evidence-decided',
      'licence-evidence-too-old',
      'licence-evidence-from-future',
      'licence-nothing-to-change',
    ],
  })
  decide(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: decideEvidence }) input: DecideEvidence,
  ): Promise<void> {
    return this.claims.decide(actor, id, input);
  }
}

const viewOf = ({
  id,
  category,
  obtainedOn,
  words,
  submittedAt,
  outcome,
  answer,
}: EvidenceClaim): EvidenceClaimView => ({
  id,
  category,
  obtainedOn,
  words,
  submittedAt,
  outcome,
  answer,
});
