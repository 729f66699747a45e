import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, Config, CurrentActor } from '#kernel';
import { HrDeskReads } from './hr-desk.reads.js';
import {
  type AcceptEvidence,
  acceptEvidence,
  appealLicence,
  correctionList,
  decideAppeal,
  type DecideAppeal,
  type DecideCorrection,
  decideCorrection,
  type EndorseLicence,
  endorseLicence,
  endorsementList,
  type ProposeCorrection,
  proposeCorrection,
  saveEndorsement,
  type SaveEndorsement,
  type WithdrawEndorsement,
  withdrawEndorsement,
} from './hr-desk.schemas.js';
import { HrDeskService } from './hr-desk.service.js';
import { presentLicence } from './licences.presenter.js';
import { LicencesReads } from './licences.reads.js';
import { licenceView, type LicenceView } from './licences.schemas.js';

const uuid = { schema: z.uuid() };
const write = { scope: 'licences:write', returns: licenceView, status: 200 } as const;
const proposed = z.object({ id: z.uuid() });

@Controller('api/v1/licences')
export class HrDeskController {
  constructor(
    private readonly desk: HrDeskService,
    private readonly reads: HrDeskReads,
    private readonly licences: LicencesReads,
    private readonly config: Config,
  ) {}

  @Post('evidence')
  @Api({
    summary: 'Accept a certificate from elsewhere; its trust level decides how long it counts',
    access: ['hr'],
    problems: ['licence-evidence-too-old', 'licence-evidence-from-future', 'licence-nothing-to-change'],
    ...write,
  })
  async acceptEvidence(
    @CurrentActor() actor: Actor,
    @Body({ schema: acceptEvidence }) input: AcceptEvidence,
  ): Promise<LicenceView> {
    return this.view(actor, (await this.desk.acceptEvidence(actor, input)).licenceId);
  }

  @Get('corrections')
  @Api({
    summary: 'Corrections that wait for a second person',
    access: ['hr'],
    scope: 'licences:read',
    returns: correctionList,
  })
  async corrections(@CurrentActor() actor: Actor): Promise<z.output<typeof correctionList>> {
    return { items: await this.reads.corrections(actor) };
  }

  @Post('corrections/:id/decision')
  @Api({
    summary: 'Confirm or reject a correction, as the second person',
    access: ['hr'],
    scope: 'licences:write',
    status: 204,
    problems: ['licence-correction-decided', 'licence-needs-second-person'],
  })
  decideCorrection(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: decideCorrection }) input: DecideCorrection,
  ): Promise<void> {
    return this.desk.decideCorrection(actor, id, input);
  }

  @Post(':id/corrections')
  @Api({
    summary: 'Propose other dates for a licence; nothing changes before a second person confirms',
    access: ['hr'],
    scope: 'licences:write',
    status: 201,
    returns: proposed,
    problems: ['licence-correction-waits', 'licence-nothing-to-change', 'licence-already-revoked'],
  })
  async proposeCorrection(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: proposeCorrection }) input: ProposeCorrection,
  ): Promise<{ id: string }> {
    return { id: await this.desk.proposeCorrection(actor, id, input) };
  }

  @Post(':id/appeal')
  @Api({
    summary: 'Appeal against the suspension or revocation of an own licence',
    access: ['employee'],
    problems: ['licence-nothing-to-appeal', 'licence-already-appealed', 'licence-appeal-too-late'],
    ...write,
  })
  async appeal(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: appealLicence }) input: { reason: string },
  ): Promise<LicenceView> {
    await this.desk.appeal(actor, id, input);
    return this.view(actor, id);
  }

  @Post(':id/appeal/decision')
  @Api({
    summary: 'Answer an appeal, as somebody who did not take the decision',
    access: ['hr'],
    problems: ['licence-without-appeal', 'licence-needs-second-person', 'licence-already-held'],
    ...write,
  })
  async decideAppeal(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: decideAppeal }) input: DecideAppeal,
  ): Promise<LicenceView> {
    await this.desk.decideAppeal(actor, id, input);
    return this.view(actor, id);
  }

  @Get('endorsements')
  @Api({
    summary: 'The endorsements that licences can carry',
    access: ['employee'],
    scope: 'licences:read',
    returns: endorsementList,
  })
  async endorsements(): Promise<z.output<typeof endorsementList>> {
    return { items: await this.desk.listEndorsements() };
  }

  @Post('endorsements')
  @Api({
    summary: 'Add a kind of endorsement or change its names',
    access: ['hr'],
    scope: 'licences:write',
    returns: endorsementList,
    status: 200,
  })
  async saveEndorsement(
    @CurrentActor() actor: Actor,
    @Body({ schema: saveEndorsement }) input: SaveEndorsement,
  ): Promise<z.output<typeof endorsementList>> {
    return { items: await this.desk.saveEndorsement(actor, input) };
  }

  @Post(':id/endorsements')
  @Api({
    summary: 'Add an endorsement to a licence in force',
    access: ['hr'],
    problems: ['licence-not-in-force', 'licence-already-endorsed'],
    ...write,
  })
  async endorse(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: endorseLicence }) input: EndorseLicence,
  ): Promise<LicenceView> {
    await this.desk.endorse(actor, id, input);
    return this.view(actor, id);
  }

  @Post(':id/endorsements/removal')
  @Api({
    summary: 'Take an endorsement away',
    access: ['hr'],
    problems: ['licence-not-endorsed'],
    ...write,
  })
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: withdrawEndorsement }) input: WithdrawEndorsement,
  ): Promise<LicenceView> {
    await this.desk.withdrawEndorsement(actor, id, input);
    return this.view(actor, id);
  }

  private async view(actor: Actor, id: string): Promise<LicenceView> {
    return presentLicence(actor.language, await this.licences.get(actor, id), this.config.publicUrl);
  }
}
