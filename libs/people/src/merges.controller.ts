import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import { MergesReads } from './merges.reads.js';
import {
  matchView,
  type MatchView,
  mergesView,
  type MergesView,
  mergeView,
  type MergeView,
  proposeMatch,
  type ProposeMatch,
} from './merges.schemas.js';
import { MergesService } from './merges.service.js';

const id = { schema: z.uuid() };
const hr = { access: ['hr'], scope: 'people:merge' } as const;

@Controller('api/v1/people')
export class MergesController {
  constructor(
    private readonly merges: MergesService,
    private readonly reads: MergesReads,
  ) {}

  @Get('matches')
  @Api({ summary: 'Records that look like one person, and what HR joined', ...hr, returns: mergesView })
  list(@CurrentActor() actor: Actor): Promise<MergesView> {
    return this.reads.list(actor);
  }

  @Post('matches')
  @Api({
    summary: 'Names two numbers that are one person; nothing is joined yet',
    ...hr,
    returns: matchView,
    status: 201,
    problems: ['invalid-input'],
  })
  async propose(
    @CurrentActor() actor: Actor,
    @Body({ schema: proposeMatch }) input: ProposeMatch,
  ): Promise<MatchView> {
    return this.reads.match(actor, await this.merges.propose(actor, input));
  }

  @Post('matches/:id/merge')
  @Api({
    summary: 'Joins two records: everything of the newer one goes over to the older one',
    ...hr,
    returns: mergeView,
    status: 200,
    problems: ['person-match-decided', 'person-employments-tangled', 'person-record-closed'],
  })
  async merge(@CurrentActor() actor: Actor, @Param('id', id) matchId: string): Promise<MergeView> {
    return this.reads.merge(actor, await this.merges.merge(actor, matchId));
  }

  @Post('matches/:id/rejection')
  @Api({
    summary: 'Says that two records are two people',
    ...hr,
    status: 204,
    problems: ['person-match-decided'],
  })
  reject(@CurrentActor() actor: Actor, @Param('id', id) matchId: string): Promise<void> {
    return this.merges.reject(actor, matchId);
  }

  @Post('merges/:id/undo')
  @Api({
    summary: 'Parts two records again: what the merge moved goes back',
    ...hr,
    returns: mergeView,
    status: 200,
    problems: ['person-merge-undone', 'person-record-closed'],
  })
  async undo(@CurrentActor() actor: Actor, @Param('id', id) mergeId: string): Promise<MergeView> {
    await this.merges.undo(actor, mergeId);
    return this.reads.merge(actor, mergeId);
  }
}
