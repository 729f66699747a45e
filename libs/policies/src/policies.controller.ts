import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { Api, CurrentActor } from '#kernel';
import type { Actor } from '#kernel';
import { detailJson, planJson, policyJson } from './policies.presenter.js';
import { policyDetailView, policyView, publicationPlanView, publishPolicy } from './policies.schemas.js';
import { PoliciesService } from './policies.service.js';
import { draftOf, policyContent } from './policy-draft.js';
import type { PolicyContent } from './policy-draft.js';
import { PublicationPlanService } from './publication-plan.service.js';

const id = { schema: z.uuid() };
type Detail = z.output<typeof policyDetailView>;

@Controller('api/v1/policies')
export class PoliciesController {
  constructor(
    private readonly policies: PoliciesService,
    private readonly plans: PublicationPlanService,
  ) {}

  @Get()
  @Api({
    summary: 'List the policies with their numbers',
    access: ['hr'],
    scope: 'policies:read',
    returns: z.object({ items: z.array(policyView), next: z.null() }),
  })
  async list(@CurrentActor() actor: Actor) {
    return { items: (await this.policies.list(actor)).map(policyJson), next: null };
  }

  @Get(':id')
  @Api({
    summary: 'Show one policy with its versions',
    access: ['hr'],
    scope: 'policies:read',
    returns: policyDetailView,
  })
  async get(@CurrentActor() actor: Actor, @Param('id', id) policyId: string): Promise<Detail> {
    return detailJson(await this.policies.get(actor, policyId));
  }

  @Post()
  @Api({
    summary: 'Write a new policy as a draft',
    access: ['hr'],
    scope: 'policies:write',
    returns: policyDetailView,
    status: 201,
  })
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: policyContent }) content: PolicyContent,
  ): Promise<Detail> {
    return this.get(actor, await this.policies.create(actor, draftOf(content)));
  }

  @Put(':id')
  @Api({
    summary: 'Replace the draft of a policy; what is in force stays',
    access: ['hr'],
    scope: 'policies:write',
    returns: policyDetailView,
  })
  async replace(
    @CurrentActor() actor: Actor,
    @Param('id', id) policyId: string,
    @Body({ schema: policyContent }) content: PolicyContent,
  ): Promise<Detail> {
    await this.policies.saveDraft(actor, policyId, draftOf(content));
    return this.get(actor, policyId);
  }

  @Get(':id/publication')
  @Api({
    summary: 'Show exactly what publishing the draft would do today',
    access: ['hr'],
    scope: 'policies:read',
    returns: publicationPlanView,
    problems: ['policy-draft-incomplete'],
  })
  async plan(
    @CurrentActor() actor: Actor,
    @Param('id', id) policyId: string,
  ): Promise<z.output<typeof publicationPlanView>> {
    return planJson(await this.plans.ofPolicy(actor, policyId));
  }

  @Post(':id/publication')
  @Api({
    summary: 'Publish the draft as the next version; with a consequence it waits for a second person',
    access: ['hr'],
    scope: 'policies:write',
    returns: policyDetailView,
    status: 200,
    problems: [
      'policy-draft-incomplete',
      'policy-nothing-to-publish',
      'policy-changed-meanwhile',
      'policy-test-failed',
    ],
  })
  async publish(
    @CurrentActor() actor: Actor,
    @Param('id', id) policyId: string,
    @Body({ schema: publishPolicy }) input: z.output<typeof publishPolicy>,
  ): Promise<Detail> {
    await this.policies.publish(actor, policyId, input);
    return this.get(actor, policyId);
  }

  @Post(':id/pause')
  @Api({
    summary: 'Pause a published policy',
    access: ['hr'],
    scope: 'policies:write',
    returns: policyDetailView,
    status: 200,
    problems: ['policy-not-published'],
  })
  async pause(@CurrentActor() actor: Actor, @Param('id', id) policyId: string): Promise<Detail> {
    await this.policies.pause(actor, policyId);
    return this.get(actor, policyId);
  }

  @Delete(':id/pause')
  @Api({
    summary: 'Put a paused policy back into force',
    access: ['hr'],
    scope: 'policies:write',
    returns: policyDetailView,
    problems: ['policy-not-paused'],
  })
  async resume(@CurrentActor() actor: Actor, @Param('id', id) policyId: string): Promise<Detail> {
    await this.policies.resume(actor, policyId);
    return this.get(actor, policyId);
  }

  @Delete(':id/proposal')
  @Api({
    summary: 'Take back what waits for a second person',
    access: ['hr'],
    scope: 'policies:write',
    returns: policyDetailView,
  })
  async withdrawProposal(@CurrentActor() actor: Actor, @Param('id', id) policyId: string): Promise<Detail> {
    await this.policies.withdrawProposal(actor, policyId);
    return this.get(actor, policyId);
  }

  @Post(':id/undo')
  @Api({
    summary: 'Take the last publication back',
    access: ['hr'],
    scope: 'policies:write',
    returns: policyDetailView,
    status: 200,
    problems: ['policy-nothing-to-undo'],
  })
  async undo(@CurrentActor() actor: Actor, @Param('id', id) policyId: string): Promise<Detail> {
    await this.policies.undo(actor, policyId);
    return this.get(actor, policyId);
  }
}
