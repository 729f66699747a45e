import { Controller, Get, Query } from '@nestjs/common';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  entitlementQuery,
  type EntitlementQuery,
  entitlements,
  type Entitlements,
} from './facilities.schemas.js';
import { FacilitiesService } from './facilities.service.js';

/** The one question of a gatekeeper. */
@Controller('api/v1/entitlements')
export class EntitlementsController {
  constructor(private readonly facilities: FacilitiesService) {}

  @Get()
  @Api({
    summary: 'What somebody may right now, by HR number; one facility by code, or all of them',
    access: ['hr', 'admin'],
    scope: 'entitlements:read',
    returns: entitlements,
  })
  show(
    @CurrentActor() actor: Actor,
    @Query({ schema: entitlementQuery }) query: EntitlementQuery,
  ): Promise<Entitlements> {
    return this.facilities.entitlements(actor, query);
  }
}
