import { Body, Controller, Get, Put } from '@nestjs/common';
import { type Actor, Api, CurrentActor } from '#kernel';
import { RoadmapReads } from './roadmap.reads.js';
import { ownRoadmap, type OwnRoadmap, writeVision, type WriteVision } from './roadmap.schemas.js';
import { RoadmapService } from './roadmap.service.js';

@Controller('api/v1/roadmap')
export class RoadmapController {
  constructor(
    private readonly roadmap: RoadmapService,
    private readonly reads: RoadmapReads,
  ) {}

  @Get()
  @Api({
    summary: 'The vision and the milestones, with what they mean for the reader',
    access: ['employee'],
    scope: 'roadmap:read',
    returns: ownRoadmap,
  })
  own(@CurrentActor() actor: Actor): Promise<OwnRoadmap> {
    return this.reads.own(actor);
  }

  @Put('vision')
  @Api({
    summary: 'Write the next version of the vision',
    access: ['hr'],
    scope: 'roadmap:write',
    returns: ownRoadmap,
    problems: ['roadmap-changed-meanwhile'],
  })
  async writeVision(
    @CurrentActor() actor: Actor,
    @Body({ schema: writeVision }) input: WriteVision,
  ): Promise<OwnRoadmap> {
    await this.roadmap.writeVision(actor, input);
    return this.reads.own(actor);
  }
}
