import { Body, Controller, Get, Post } from '@nestjs/common';
import {
  type Actor,
  CurrentActor,
  Db,
  fieldErrors,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { formatDate, t } from '#ui';
import { submitEvidence } from './evidence-claims.schemas.js';
import type { EvidenceClaim } from './evidence-claims.queries.js';
import { EvidenceClaimsService } from './evidence-claims.service.js';
import { LicenceTerms } from './licence-terms.js';
import { licencesPaths } from './licences.paths.js';

type Form = { readonly errors: object; readonly input: unknown };
const TONES = { accepted: 'ok', rejected: 'bad' } as const;

/** Where people hand in proof from elsewhere and see what came of it; HR answers at its desk. */
@Controller('licences/evidence-claims')
export class EvidenceClaimsPages {
  constructor(
    private readonly claims: EvidenceClaimsService,
    private readonly terms: LicenceTerms,
    private readonly db: Db,
  ) {}

  @Get()
  @Page({ access: ['employee'] })
  show(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.ownPage(actor);
  }

  @Post()
  @Page({ access: ['employee'] })
  async submit(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(submitEvidence, body);
    if (!form.ok) return this.ownPage(actor, form);
    try {
      await this.claims.submit(actor, form.value);
    } catch (error) {
      return this.ownPage(actor, { errors: fieldErrors(error), input: form.value });
    }
    return redirect(licencesPaths.evidenceClaims(), {
      flash: { tone: 'ok', key: 'licences.done_claim' },
    });
  }

  private async ownPage(actor: Actor, form?: Form): Promise<PageView> {
    const { language } = actor;
    const title = t(language, 'licences.claims_title');
    const categories = await this.terms.categories(this.db.read);
    const claims = await this.claims.own(actor);
    const model = {
      claims: claims.map((claim) => present(claim, actor)),
      categories: categories.map(({ category, title: name }) => ({
        value: category,
        label: t(language, 'licences.category_heading', { category, title: name[language] }),
      })),
      errors: form?.errors,
      input: form?.input,
    };
    if (!form) return page('licences/evidence-claims', model, { title });
    return page('licences/evidence-claims', model, {
      title: t(language, 'licences.error_title', { title }),
      status: 422,
    });
  }
}

function present(claim: EvidenceClaim, { language }: Actor): Record<string, unknown> {
  const { outcome } = claim;
  return {
    heading: t(language, 'licences.claim_heading', {
      category: claim.category,
      on: formatDate(language, claim.obtainedOn),
    }),
    state: t(language, `licences.claim_${outcome ?? 'waiting'}`),
    tone: outcome === null ? 'info' : TONES[outcome],
    words: claim.words,
    answer: claim.answer,
  };
}
