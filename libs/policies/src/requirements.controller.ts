import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { Api, CurrentActor, Db, may, pageOf } from '#kernel';
import type { Actor } from '#kernel';
import { canManagePolicies } from './policies.access.js';
import { requirementJson } from './policies.presenter.js';
import { RequirementsAsOfService } from './requirements-as-of.service.js';
import {
  asOfQuery,
  overviewView,
  policyRequirementView,
  requirementFilter,
  requirementView,
} from './policies.schemas.js';
import { RequirementsService } from './requirements.service.js';
import type { Overview, RequirementView } from './requirements.service.js';

const id = { schema: z.uuid() };
const policyRequirements = pageOf(policyRequirementView);

@Controller('api/v1')
export class RequirementsController {
  constructor(
    private readonly db: Db,
    private readonly requirements: RequirementsService,
    private readonly asOf: RequirementsAsOfService,
  ) {}

  @Get('people/:id/requirements')
  @Api({
    summary:
      'What is asked of one person now, then or on a day to come: for that person, a manager above, or HR',
    access: ['employee'],
    scope: 'policies:read',
    returns: z.object({ items: z.array(requirementView), next: z.null() }),
  })
  async ofPerson(
    @CurrentActor() actor: Actor,
    @Param('id', id) personId: string,
    @Query({ schema: asOfQuery }) query: z.output<typeof asOfQuery>,
  ): Promise<{ items: RequirementView[]; next: null }> {
    return { items: await this.asOf.show(actor, personId, query.asOf), next: null };
  }

  @Get('policies/overview')
  @Api({
    summary: 'The numbers over all published policies, and their burn-up',
    access: ['hr'],
    scope: 'policies:read',
    returns: overviewView,
  })
  async overview(@CurrentActor() actor: Actor): Promise<Overview> {
    may(canManagePolicies(actor));
    return this.requirements.overview(this.db.read);
  }

  @Get('policies/:id/requirements')
  @Api({
    summary: 'Whom a policy asks, by when, and who is in order',
    access: ['hr'],
    scope: 'policies:read',
    returns: policyRequirements,
  })
  async ofPolicy(
    @CurrentActor() actor: Actor,
    @Param('id', id) policyId: string,
    @Query({ schema: requirementFilter }) query: z.output<typeof requirementFilter>,
  ): Promise<z.output<typeof policyRequirements>> {
    const { items, next } = await this.requirements.list(actor, { policyId, ...query });
    return { items: items.map(requirementJson), next };
  }
}
