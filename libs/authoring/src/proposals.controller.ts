import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import { itemParam } from './library.schemas.js';
import {
  type AuthorProposal,
  authorProposalList,
  type DecideProposal,
  decideProposal,
  type OwnProposal,
  ownProposalList,
  type ProposeItem,
  proposeItem,
} from './proposals.schemas.js';
import { ProposalsService } from './proposals.service.js';

@Controller('api/v1')
export class ProposalsController {
  constructor(private readonly proposals: ProposalsService) {}

  @Get('proposals')
  @Api({
    summary: 'Questions you proposed, and what came of it',
    access: ['employee'],
    scope: 'authoring:read',
    returns: ownProposalList,
  })
  async own(@CurrentActor() actor: Actor): Promise<{ items: OwnProposal[] }> {
    return { items: await this.proposals.own(actor) };
  }

  @Post('skills/:skill/proposals')
  @Api({
    summary: 'Propose a question for a skill, in your own language',
    access: ['employee'],
    scope: 'authoring:write',
    status: 201,
    returns: z.object({ id: z.uuid() }),
    problems: ['item-proposals-too-many', 'invalid-input'],
  })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('skill', { schema: itemParam }) skill: string,
    @Body({ schema: proposeItem }) input: ProposeItem,
  ): Promise<{ id: string }> {
    return { id: await this.proposals.propose(actor, skill, input) };
  }

  @Get('author/proposals')
  @Api({
    summary:
      'Questions that colleagues propose, those that wait first, with what the rules have against them',
    access: ['author', 'admin'],
    scope: 'authoring:read',
    returns: authorProposalList,
  })
  async list(@CurrentActor() actor: Actor): Promise<{ items: AuthorProposal[] }> {
    return { items: await this.proposals.list(actor) };
  }

  @Post('author/proposals/:id/decision')
  @Api({
    summary: 'Approve or decline a colleague’s question; they are told',
    access: ['author', 'admin'],
    scope: 'authoring:write',
    status: 204,
    problems: ['item-proposal-decided', 'invalid-input'],
  })
  decide(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: decideProposal }) input: DecideProposal,
  ): Promise<void> {
    return this.proposals.decide(actor, id, input);
  }
}
