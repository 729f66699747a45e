import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor, pageQuery, type PageQuery } from '#kernel';
import { presentMilestone } from './roadmap.presenter.js';
import { RoadmapReads } from './roadmap.reads.js';
import {
  announcedView,
  announceNow,
  type AnnounceNow,
  changeMilestone,
  type ChangeMilestone,
  milestoneInput,
  type MilestoneInput,
  milestonePage,
  milestoneView,
  type MilestoneView,
  snapshotsView,
  toldPage,
} from './roadmap.schemas.js';
import { RoadmapService } from './roadmap.service.js';

const uuid = { schema: z.uuid() };
const read = { access: ['hr'], scope: 'roadmap:read' } as const;
const write = { access: ['hr'], scope: 'roadmap:write' } as const;

@Controller('api/v1/milestones')
export class MilestonesController {
  constructor(
    private readonly roadmap: RoadmapService,
    private readonly reads: RoadmapReads,
  ) {}

  @Get()
  @Api({ summary: 'All milestones by due day', returns: milestonePage, ...read })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<z.output<typeof milestonePage>> {
    return this.reads.list(actor, query);
  }

  @Post()
  @Api({ summary: 'Add a milestone', returns: milestoneView, status: 201, ...write })
  async add(
    @CurrentActor() actor: Actor,
    @Body({ schema: milestoneInput }) input: MilestoneInput,
  ): Promise<MilestoneView> {
    return this.view(actor, await this.roadmap.add(actor, input));
  }

  @Get(':id')
  @Api({ summary: 'One milestone with its latest snapshot', returns: milestoneView, ...read })
  show(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<MilestoneView> {
    return this.view(actor, id);
  }

  @Put(':id')
  @Api({
    summary: 'Change a milestone; what it is judged by only until it is decided',
    returns: milestoneView,
    problems: ['milestone-already-decided', 'milestone-already-announced', 'roadmap-changed-meanwhile'],
    ...write,
  })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: changeMilestone }) input: ChangeMilestone,
  ): Promise<MilestoneView> {
    await this.roadmap.change(actor, id, input);
    return this.view(actor, id);
  }

  @Delete(':id')
  @Api({
    summary: 'Remove a milestone of which nobody has heard yet',
    status: 204,
    problems: ['milestone-already-decided', 'milestone-already-announced'],
    ...write,
  })
  async remove(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<void> {
    await this.roadmap.remove(actor, id);
  }

  @Get(':id/snapshots')
  @Api({ summary: 'How it stood, day by day', returns: snapshotsView, ...read })
  async snapshots(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
  ): Promise<z.output<typeof snapshotsView>> {
    return { items: await this.reads.snapshots(actor, id) };
  }

  @Get(':id/announcements')
  @Api({ summary: 'Who got the message, latest first', returns: toldPage, ...read })
  told(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<z.output<typeof toldPage>> {
    return this.reads.told(actor, id, query);
  }

  @Post(':id/announcement')
  @Api({
    summary: 'Send the message now to everybody of the audience who has not got it',
    returns: announcedView,
    status: 200,
    problems: ['milestone-already-decided', 'milestone-without-announcement', 'milestone-reach-changed'],
    ...write,
  })
  async announce(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: announceNow }) input: AnnounceNow,
  ): Promise<z.output<typeof announcedView>> {
    return { messages: await this.roadmap.announce(actor, id, input.messages) };
  }

  private async view(actor: Actor, id: string): Promise<MilestoneView> {
    return presentMilestone(await this.reads.get(actor, id));
  }
}
