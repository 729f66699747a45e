import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  Config,
  CurrentActor,
  Page,
  page,
  type PageView,
  parseForm,
  Problem,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { LICENCE_STATES } from './licence.js';
import { licencePage } from './licence-page.js';
import { licencesConfig } from './licences.config.js';
import { licencesPaths } from './licences.paths.js';
import { stateWord } from './licences.presenter.js';
import { LicencesReads } from './licences.reads.js';
import {
  issuePermit,
  registerFilter,
  reinstateLicence,
  revokeLicence,
  suspendLicence,
} from './licences.schemas.js';
import type { RegisterFilter } from './licences.schemas.js';
import { LicencesService } from './licences.service.js';

const uuid = { schema: z.uuid() };
type Act = 'suspend' | 'reinstate' | 'revoke';

@Controller()
export class LicencesPages {
  constructor(
    private readonly licences: LicencesService,
    private readonly reads: LicencesReads,
    private readonly config: Config,
  ) {}

  @Get('licences')
  @Page({ access: ['employee'] })
  async wallet(@CurrentActor() actor: Actor): Promise<PageView> {
    return page('licences/licences', await this.reads.wallet(actor), {
      title: t(actor.language, 'licences.title'),
    });
  }

  @Get('licences/register')
  @Page({ access: ['hr'] })
  async register(
    @CurrentActor() actor: Actor,
    @Query({ schema: registerFilter }) filter: RegisterFilter,
  ): Promise<PageView> {
    return this.registerPage(actor, filter);
  }

  @Post('licences/permits')
  @Page({ access: ['hr'] })
  async issuePermit(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(issuePermit, body);
    if (!form.ok) {
      return this.registerPage(actor, registerFilter.parse({}), { errors: form.errors, input: form.input });
    }
    try {
      const permit = await this.licences.issuePermit(actor, form.value);
      const flash = { tone: 'ok', key: 'licences.done_permit' } as const;
      return redirect(licencesPaths.show({ id: permit.licenceId }), { flash });
    } catch (error) {
      const errors = permitErrors(error);
      if (!errors) throw error;
      return this.registerPage(actor, registerFilter.parse({}), { errors, input: form.value });
    }
  }

  @Get('licences/:id')
  @Page({ access: ['hr'] })
  async show(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView> {
    return licencePage(this.reads, actor, id);
  }

  @Get('licences/:id/card')
  @Page({ access: ['employee'] })
  async card(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView> {
    const model = await this.reads.card(actor, id);
    return page('licences/licence-card', model, { title: t(actor.language, 'licences.card_title') });
  }

  @Post('licences/:id/suspension')
  @Page({ access: ['hr'] })
  suspend(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    return this.act(actor, id, 'suspend', suspendLicence, body);
  }

  @Post('licences/:id/reinstatement')
  @Page({ access: ['hr'] })
  reinstate(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    return this.act(actor, id, 'reinstate', reinstateLicence, body);
  }

  @Post('licences/:id/revocation')
  @Page({ access: ['hr'] })
  revoke(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    return this.act(actor, id, 'revoke', revokeLicence, body);
  }

  @Post('licences/:id/public-link')
  @Page({ access: ['employee'] })
  async renewLink(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.licences.renewLink(actor, id);
    return redirect(licencesPaths.card({ id }), { flash: { tone: 'ok', key: 'licences.done_link_renewed' } });
  }

  @Post('licences/:id/public-link/removal')
  @Page({ access: ['employee'] })
  async revokeLink(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.licences.revokeLink(actor, id);
    return redirect(licencesPaths.card({ id }), { flash: { tone: 'ok', key: 'licences.done_link_revoked' } });
  }

  private async act(
    actor: Actor,
    id: string,
    act: Act,
    schema: z.ZodType<{ reason: string }>,
    body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(schema, body);
    if (!form.ok) return licencePage(this.reads, actor, id, { act, errors: form.errors, input: form.input });
    await this.licences[act](actor, id, form.value);
    return redirect(licencesPaths.show({ id }), { flash: { tone: 'ok', key: `licences.done_${act}` } });
  }

  private async registerPage(
    actor: Actor,
    filter: RegisterFilter,
    form?: Record<string, unknown>,
  ): Promise<PageView> {
    const { items, next } = await this.reads.register(actor, filter);
    const categories = await this.reads.categories();
    const { category, state, until, person, limit } = filter;
    const title = t(actor.language, 'licences.register_title');
    const model = {
      items,
      filter: { category: category ?? '', state: state ?? '', until: until ?? '', person: person ?? '' },
      isFiltered: Boolean(category ?? state ?? until ?? person),
      categories: categories.map(({ category: value, title }) => ({
        value,
        label: t(actor.language, 'licences.category_heading', {
          category: value,
          title: title[actor.language],
        }),
      })),
      states: LICENCE_STATES.map((value) => ({ value, label: stateWord(actor.language, value) })),
      next: next && licencesPaths.register({ category, state, until, person, limit, after: next }),
      first: filter.after ? licencesPaths.register({ category, state, until, person, limit }) : null,
      permitDays: this.config.get(licencesConfig).LICENCES_PERMIT_DAYS,
      form: form ?? null,
    };
    return page('licences/register', model, {
      title: form ? t(actor.language, 'licences.error_title', { title }) : title,
      status: form ? 422 : 200,
    });
  }
}

/** A refusal that somebody can put right in the form, by field; null for everything else. */
function permitErrors(error: unknown): Record<string, string> | null {
  if (!(error instanceof Problem)) return null;
  if (error.definition.type === 'licence-already-held') return { number: error.definition.title };
  if (error.errors.length === 0) return null;
  return Object.fromEntries(error.errors.map(({ pointer, message }) => [pointer.slice(1), message]));
}
