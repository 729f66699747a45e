import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  type DesiredAccess,
  desiredPage,
  desiredQuery,
  type DesiredQuery,
  facilityList,
  facilityView,
  type FacilityView,
  type OwnFacility,
  ownFacilities,
  saveFacility,
  type SaveFacility,
} from './facilities.schemas.js';
import { FacilitiesService } from './facilities.service.js';

const uuid = { schema: z.uuid() };

@Controller('api/v1/facilities')
export class FacilitiesController {
  constructor(private readonly facilities: FacilitiesService) {}

  @Get()
  @Api({
    summary: 'Facilities and the licence each takes',
    access: ['employee'],
    scope: 'facilities:read',
    returns: facilityList,
  })
  async list(): Promise<{ items: FacilityView[] }> {
    return { items: await this.facilities.list() };
  }

  @Get('own')
  @Api({
    summary: 'What the caller may and what they need',
    access: ['employee'],
    scope: 'facilities:read',
    returns: ownFacilities,
  })
  async own(@CurrentActor() actor: Actor): Promise<{ items: OwnFacility[] }> {
    return { items: await this.facilities.own(actor) };
  }

  @Get('desired-state')
  @Api({
    summary: 'Who should have access to what today, person by facility',
    access: ['hr', 'admin'],
    scope: 'facilities:read',
    returns: desiredPage,
  })
  desired(
    @CurrentActor() actor: Actor,
    @Query({ schema: desiredQuery }) query: DesiredQuery,
  ): Promise<{ items: DesiredAccess[]; next: string | null }> {
    return this.facilities.desired(actor, query);
  }

  @Post()
  @Api({
    summary: 'Add a facility',
    access: ['hr', 'admin'],
    scope: 'facilities:write',
    returns: facilityView,
    status: 201,
  })
  add(
    @CurrentActor() actor: Actor,
    @Body({ schema: saveFacility }) input: SaveFacility,
  ): Promise<FacilityView> {
    return this.facilities.add(actor, input);
  }

  @Put(':id')
  @Api({
    summary: 'Change a facility',
    access: ['hr', 'admin'],
    scope: 'facilities:write',
    returns: facilityView,
    problems: ['facility-already-retired'],
  })
  edit(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: saveFacility }) input: SaveFacility,
  ): Promise<FacilityView> {
    return this.facilities.edit(actor, id, input);
  }

  @Delete(':id')
  @Api({
    summary: 'Retire a facility: it takes no licence any more',
    access: ['hr', 'admin'],
    scope: 'facilities:write',
    status: 204,
    problems: ['facility-already-retired'],
  })
  retire(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<void> {
    return this.facilities.retire(actor, id);
  }
}
