import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, Config, CurrentActor } from '#kernel';
import { presentLicence } from './licences.presenter.js';
import { LicencesReads } from './licences.reads.js';
import {
  issuePermit,
  type IssuePermit,
  licenceChanges,
  licenceFilter,
  type LicenceFilter,
  type LicenceItem,
  licencePage,
  licenceView,
  type LicenceView,
  type ByReason,
  reinstateLicence,
  revokeLicence,
  suspendLicence,
} from './licences.schemas.js';
import { LicencesService } from './licences.service.js';

const uuid = { schema: z.uuid() };
const write = { scope: 'licences:write', returns: licenceView, status: 200 } as const;

@Controller('api/v1/licences')
export class LicencesController {
  constructor(
    private readonly licences: LicencesService,
    private readonly reads: LicencesReads,
    private readonly config: Config,
  ) {}

  @Get()
  @Api({
    summary:
      'Own licences; of=reports gives managers states and dates of their reports, of=all gives HR every licence',
    access: ['employee'],
    scope: 'licences:read',
    returns: licencePage,
  })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: licenceFilter }) filter: LicenceFilter,
  ): Promise<{ items: LicenceItem[]; next: string | null }> {
    return this.reads.list(actor, filter);
  }

  @Get(':id')
  @Api({
    summary: 'One licence with every date explained',
    access: ['employee'],
    scope: 'licences:read',
    returns: licenceView,
  })
  show(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<LicenceView> {
    return this.view(actor, id);
  }

  @Get(':id/changes')
  @Api({
    summary: 'The ledger of one licence',
    access: ['hr'],
    scope: 'licences:read',
    returns: licenceChanges,
  })
  async changes(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
  ): Promise<z.output<typeof licenceChanges>> {
    return { items: await this.reads.changes(actor, id) };
  }

  @Post('permits')
  @Api({
    summary: "Issue a learner's permit from today",
    access: ['hr'],
    scope: 'licences:write',
    returns: licenceView,
    status: 201,
    problems: ['licence-already-held'],
  })
  async issuePermit(
    @CurrentActor() actor: Actor,
    @Body({ schema: issuePermit }) input: IssuePermit,
  ): Promise<LicenceView> {
    const permit = await this.licences.issuePermit(actor, input);
    return this.view(actor, permit.licenceId);
  }

  @Post(':id/suspension')
  @Api({ summary: 'Suspend a licence', access: ['hr'], problems: ['licence-already-suspended'], ...write })
  async suspend(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: suspendLicence }) input: ByReason,
  ): Promise<LicenceView> {
    await this.licences.suspend(actor, id, input);
    return this.view(actor, id);
  }

  @Post(':id/reinstatement')
  @Api({
    summary: 'Give a suspended licence back',
    access: ['hr'],
    problems: ['licence-not-suspended'],
    ...write,
  })
  async reinstate(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: reinstateLicence }) input: ByReason,
  ): Promise<LicenceView> {
    await this.licences.reinstate(actor, id, input);
    return this.view(actor, id);
  }

  @Post(':id/revocation')
  @Api({ summary: 'Revoke a licence', access: ['hr'], problems: ['licence-already-revoked'], ...write })
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: revokeLicence }) input: ByReason,
  ): Promise<LicenceView> {
    await this.licences.revoke(actor, id, input);
    return this.view(actor, id);
  }

  @Post(':id/public-link')
  @Api({ summary: 'Make a new public link; the old one stops working', access: ['employee'], ...write })
  async renewLink(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<LicenceView> {
    await this.licences.renewLink(actor, id);
    return this.view(actor, id);
  }

  @Delete(':id/public-link')
  @Api({
    summary: 'Close the public page of a licence',
    access: ['employee'],
    problems: ['licence-without-public-link'],
    ...write,
  })
  async revokeLink(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<LicenceView> {
    await this.licences.revokeLink(actor, id);
    return this.view(actor, id);
  }

  private async view(actor: Actor, id: string): Promise<LicenceView> {
    return presentLicence(actor.language, await this.reads.get(actor, id), this.config.publicUrl);
  }
}
