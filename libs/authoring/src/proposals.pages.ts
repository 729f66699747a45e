import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import {
  type Actor,
  CurrentActor,
  Db,
  type Language,
  Page,
  page,
  type PageView,
  parseForm,
  Problem,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { authoringPaths } from './authoring.paths.js';
import { itemParam } from './library.schemas.js';
import { proposalModel } from './proposals.presenter.js';
import { proposeItem } from './proposals.schemas.js';
import { ProposalsService } from './proposals.service.js';
import type { SentForm } from './reports.presenter.js';

const skillId = { schema: itemParam };

/** "Think of a question yourself": the form, and what came of one's own proposals. */
@Controller('proposals')
export class ProposalsPages {
  constructor(
    private readonly proposals: ProposalsService,
    private readonly catalogue: CatalogueService,
    private readonly db: Db,
  ) {}

  @Get()
  @Page({ access: ['employee'] })
  async own(@CurrentActor() actor: Actor): Promise<PageView> {
    const { language } = actor;
    const nameOf = await skillNames(this.catalogue, this.db, language);
    const proposals = (await this.proposals.own(actor)).map((one) => proposalModel(language, one, nameOf));
    return page(
      'authoring/own-proposals',
      { proposals },
      { title: t(language, 'authoring.own_proposals_title') },
    );
  }

  @Get('skills/:skill')
  @Page({ access: ['employee'] })
  form(@CurrentActor() actor: Actor, @Param('skill', skillId) skill: string): Promise<PageView> {
    return this.formPage(actor, skill);
  }

  @Post('skills/:skill')
  @Page({ access: ['employee'] })
  async propose(
    @CurrentActor() actor: Actor,
    @Param('skill', skillId) skill: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(proposeItem, body);
    if (!form.ok) return this.formPage(actor, skill, form);
    try {
      await this.proposals.propose(actor, skill, form.value);
    } catch (error) {
      if (!(error instanceof Problem) || error.definition.type !== 'item-proposals-too-many') throw error;
      // What was written must not be lost to the day's limit.
      return this.formPage(actor, skill, { errors: { stem: error.definition.title }, input: form.value });
    }
    return redirect(authoringPaths.ownProposals(), { flash: { tone: 'ok', key: 'authoring.proposal_sent' } });
  }

  private async formPage(actor: Actor, id: string, form?: SentForm): Promise<PageView> {
    const { language } = actor;
    const skill = await this.proposals.skill(id);
    const answers = (['right', 'wrong1', 'wrong2'] as const).map((name) => ({
      ...{ name, whyName: `${name}Why`, title: t(language, `authoring.choice_${name}`) },
      ...{ value: form?.input[name], why: form?.input[`${name}Why`] },
      ...{ error: form?.errors[name], whyError: form?.errors[`${name}Why`] },
    }));
    const model = {
      ...{ skill: skill.name[language], action: authoringPaths.proposal({ skill: id }), answers },
      ...{ stem: form?.input['stem'], stemError: form?.errors['stem'], errors: form?.errors },
    };
    return page('authoring/proposal', model, {
      title: t(language, 'authoring.propose_title'),
      status: form ? 422 : 200,
    });
  }
}

/** The names of skills in one language; one that is gone is called by its id. */
export async function skillNames(
  catalogue: CatalogueService,
  db: Db,
  language: Language,
): Promise<(id: string) => string> {
  const { skills } = await catalogue.current(db.read);
  return (id) => skills.get(id)?.name[language] ?? id;
}
