import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  fieldErrors,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { decideEvidence } from './evidence-claims.schemas.js';
import { EvidenceClaimsService } from './evidence-claims.service.js';
import { HrDeskReads } from './hr-desk.reads.js';
import {
  acceptEvidence,
  appealLicence,
  decideAppeal,
  decideCorrection,
  endorseLicence,
  proposeCorrection,
  saveEndorsement,
  withdrawEndorsement,
} from './hr-desk.schemas.js';
import { HrDeskService } from './hr-desk.service.js';
import { licencePage } from './licence-page.js';
import { licencesPaths } from './licences.paths.js';
import { LicencesReads } from './licences.reads.js';

const uuid = { schema: z.uuid() };
type Answer = Promise<PageView | Redirect>;
interface Form {
  readonly act: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly input: Readonly<Record<string, unknown>>;
}

/** HR's desk and the acts on one licence that go over it. */
@Controller('licences')
export class HrDeskPages {
  constructor(
    private readonly desk: HrDeskService,
    private readonly reads: HrDeskReads,
    private readonly licences: LicencesReads,
    private readonly claims: EvidenceClaimsService,
  ) {}

  @Get('desk')
  @Page({ access: ['hr'] })
  show(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.deskPage(actor);
  }

  @Post('evidence')
  @Page({ access: ['hr'] })
  async acceptEvidence(@CurrentActor() actor: Actor, @Body() body: unknown): Answer {
    const form = parseForm(acceptEvidence, body);
    if (!form.ok) return this.deskPage(actor, { act: 'evidence', ...form });
    return this.atDesk(actor, 'evidence', form.value, 'done_evidence', () =>
      this.desk.acceptEvidence(actor, form.value),
    );
  }

  @Post('evidence-claims/:id/decision')
  @Page({ access: ['hr'] })
  async decideClaim(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Answer {
    const form = parseForm(decideEvidence, body);
    if (!form.ok) return this.deskPage(actor, { act: `claim-${id}`, ...form });
    await this.claims.decide(actor, id, form.value);
    return done(licencesPaths.desk(), `done_claim_${form.value.outcome}`);
  }

  @Post('endorsements')
  @Page({ access: ['hr'] })
  async saveEndorsement(@CurrentActor() actor: Actor, @Body() body: unknown): Answer {
    const form = parseForm(saveEndorsement, body);
    if (!form.ok) return this.deskPage(actor, { act: 'endorsement', ...form });
    return this.atDesk(actor, 'endorsement', form.value, 'done_endorsement_kind', () =>
      this.desk.saveEndorsement(actor, form.value),
    );
  }

  @Post('corrections/:id/decision')
  @Page({ access: ['hr'] })
  async decideCorrection(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Answer {
    const form = parseForm(decideCorrection, body);
    if (!form.ok) return this.deskPage(actor, { act: 'correction', ...form });
    await this.desk.decideCorrection(actor, id, form.value);
    return done(licencesPaths.desk(), `done_correction_${form.value.outcome}`);
  }

  @Post(':id/correction')
  @Page({ access: ['hr'] })
  async proposeCorrection(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Answer {
    const form = parseForm(proposeCorrection, body);
    if (!form.ok) return licencePage(this.licences, actor, id, { act: 'correct', ...form });
    await this.desk.proposeCorrection(actor, id, form.value);
    return done(licencesPaths.desk(), 'done_correction');
  }

  @Post(':id/appeal')
  @Page({ access: ['employee'] })
  async appeal(@CurrentActor() actor: Actor, @Param('id', uuid) id: string, @Body() body: unknown): Answer {
    const form = parseForm(appealLicence, body);
    if (!form.ok) {
      const title = t(actor.language, 'licences.card_title');
      return page('licences/licence-card', await this.licences.card(actor, id, { ...form }), {
        title: t(actor.language, 'licences.error_title', { title }),
        status: 422,
      });
    }
    await this.desk.appeal(actor, id, form.value);
    return done(licencesPaths.card({ id }), 'done_appeal');
  }

  @Post(':id/appeal/decision')
  @Page({ access: ['hr'] })
  async decideAppeal(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Answer {
    const form = parseForm(decideAppeal, body);
    if (!form.ok) return this.deskPage(actor, { act: `appeal-${id}`, ...form });
    await this.desk.decideAppeal(actor, id, form.value);
    return done(licencesPaths.desk(), `done_appeal_${form.value.outcome}`);
  }

  @Post(':id/endorsements')
  @Page({ access: ['hr'] })
  async endorse(@CurrentActor() actor: Actor, @Param('id', uuid) id: string, @Body() body: unknown): Answer {
    const form = parseForm(endorseLicence, body);
    if (!form.ok) return licencePage(this.licences, actor, id, { act: 'endorse', ...form });
    await this.desk.endorse(actor, id, form.value);
    return done(licencesPaths.show({ id }), 'done_endorse');
  }

  @Post(':id/endorsements/removal')
  @Page({ access: ['hr'] })
  async withdraw(@CurrentActor() actor: Actor, @Param('id', uuid) id: string, @Body() body: unknown): Answer {
    const form = parseForm(withdrawEndorsement, body);
    if (!form.ok) return licencePage(this.licences, actor, id, { act: 'withdraw', ...form });
    await this.desk.withdrawEndorsement(actor, id, form.value);
    return done(licencesPaths.show({ id }), 'done_withdraw');
  }

  /** Does it, or gives the desk back with what only the service could see. */
  private async atDesk(
    actor: Actor,
    act: string,
    input: Readonly<Record<string, unknown>>,
    key: string,
    work: () => Promise<unknown>,
  ): Answer {
    try {
      await work();
      return done(licencesPaths.desk(), key);
    } catch (error) {
      return this.deskPage(actor, { act, errors: fieldErrors(error), input });
    }
  }

  private async deskPage(actor: Actor, form?: Form): Promise<PageView> {
    const title = t(actor.language, 'licences.desk_title');
    const model = { ...(await this.reads.desk(actor)), form: form ?? null };
    if (!form) return page('licences/desk', model, { title });
    return page('licences/desk', model, {
      title: t(actor.language, 'licences.error_title', { title }),
      status: 422,
    });
  }
}

const done = (to: string, key: string): Redirect =>
  redirect(to, { flash: { tone: 'ok', key: `licences.${key}` } });
