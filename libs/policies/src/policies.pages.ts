import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { AudiencesService, takeStep } from '#audiences';
import { CatalogueService } from '#catalogue';
import { CurrentActor, Db, fragment, page, Page, redirect } from '#kernel';
import type { Actor, View } from '#kernel';
import { formatPercent, t } from '#ui';
import { HeadOffice } from './head-office.js';
import { policiesPaths } from './policies.paths.js';
import { overlapsOf, presentPreview, presentRow, presentVersion, STATE_TONE } from './policies.presenter.js';
import { PoliciesService } from './policies.service.js';
import { APPLY_TO, phaseOn } from './policy-steps.js';
import { complete, DUE_KINDS, NEW_DRAFT, readPolicyDraft } from './policy-draft.js';
import type { PolicyDraft } from './policy-draft.js';
import { PublicationPlanService } from './publication-plan.service.js';
import { RequirementsService } from './requirements.service.js';

const uuid = { schema: z.uuid() };
type Fields = Record<string, unknown>;

/** List, builder and page of a policy. Every button of the builder is a plain submit; the script only shows the preview sooner. */
@Controller('policies')
export class PoliciesPages {
  constructor(
    private readonly db: Db,
    private readonly headOffice: HeadOffice,
    private readonly policies: PoliciesService,
    private readonly plans: PublicationPlanService,
    private readonly requirements: RequirementsService,
    private readonly audiences: AudiencesService,
    private readonly catalogue: CatalogueService,
  ) {}

  @Get()
  @Page({ access: ['hr'] })
  async list(@CurrentActor() actor: Actor): Promise<View> {
    const rows = await this.policies.list(actor);
    const model = {
      policies: rows.map((row) => presentRow(row, actor.language)),
      overlaps: overlapsOf(rows),
    };
    return page('policies/policies', model, { title: t(actor.language, 'policies.title') });
  }

  @Get('new')
  @Page({ access: ['hr'] })
  async fresh(@CurrentActor() actor: Actor): Promise<View> {
    return this.builder(actor, null, NEW_DRAFT, {});
  }

  @Post()
  @Page({ access: ['hr'] })
  async create(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View> {
    const fields = fieldsOf(body);
    const id = await this.policies.create(actor, drafted(fields));
    return this.afterSave(actor, id, fields);
  }

  /** The live preview: a piece of the builder's page, for what is in the form now. */
  @Post('preview')
  @Page({ access: ['hr'] })
  async preview(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View> {
    const preview = await this.plans.ofDraft(actor, readPolicyDraft(fieldsOf(body)), actor.language);
    return fragment('policies/_draft-preview', presentPreview(preview, actor.language));
  }

  @Get(':id')
  @Page({ access: ['hr'] })
  async show(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<View> {
    const { policy, current, versions } = await this.policies.get(actor, id);
    const { language } = actor;
    const numbers = await this.requirements.overview(this.db.read, id);
    const title =
      (current ? current.title[language] : policy.draft.titleNl) || t(language, 'policies.untitled');
    const model = {
      id,
      title,
      sentence: current?.sentence[language] ?? t(language, 'policies.no_sentence'),
      state: t(language, `policies.state_${policy.state}`),
      tone: STATE_TONE[policy.state],
      isPublished: policy.state === 'published',
      isPaused: policy.state === 'paused',
      canPublish: policy.hasChanges,
      canUndo: policy.state !== 'draft',
      proposed: policy.proposedStep === null ? null : t(language, `policies.proposed_${policy.proposedStep}`),
      isOwnProposal: policy.proposedBy === actor.personId,
      phase: current
        ? t(language, `policies.phase_${phaseOn(current.steps, this.headOffice.today())}`)
        : null,
      undoText: t(language, policy.version > 1 ? 'policies.undo_text' : 'policies.undo_first_text', {
        version: policy.version,
      }),
      asked: numbers.asked,
      overdue: numbers.overdue,
      inOrder: numbers.inOrderShare === null ? '–' : formatPercent(language, numbers.inOrderShare),
      urls: numbers.urls,
      versions: versions.map((one) =>
        presentVersion(one, language, actor.zone, one.version === policy.version && policy.state !== 'draft'),
      ),
    };
    return page('policies/policy', model, { title });
  }

  @Get(':id/edit')
  @Page({ access: ['hr'] })
  async edit(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<View> {
    const { policy } = await this.policies.get(actor, id);
    return this.builder(actor, id, policy.draft, {});
  }

  @Post(':id/edit')
  @Page({ access: ['hr'] })
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<View> {
    const fields = fieldsOf(body);
    await this.policies.saveDraft(actor, id, drafted(fields));
    return this.afterSave(actor, id, fields);
  }

  /** "Show consequences" goes on when the draft is complete and says what is missing when not; the other buttons come back here. */
  private async afterSave(actor: Actor, id: string, fields: Fields): Promise<View> {
    if (fields['do'] === 'consequences') {
      const draft = drafted(fields);
      const completed = complete(draft);
      return completed.ok
        ? redirect(policiesPaths.publication({ id }))
        : this.builder(actor, id, draft, completed.errors);
    }
    if (fields['do'] === 'save') {
      return redirect(policiesPaths.show({ id }), { flash: { tone: 'ok', key: 'policies.saved' } });
    }
    return redirect(`${policiesPaths.edit({ id })}#rule`);
  }

  private async builder(
    actor: Actor,
    id: string | null,
    draft: PolicyDraft,
    errors: Record<string, string>,
  ): Promise<View> {
    const { language } = actor;
    const tx = this.db.read;
    const categories = (await this.catalogue.listCategories(tx)).map(({ category, title }) => ({
      value: category,
      label: `${category} ${title[language]}`,
    }));
    const builder = await this.audiences.builder(tx, language, {
      draft: draft.rule,
      errors,
      categories,
      on: this.headOffice.today(),
    });
    const preview = presentPreview(await this.plans.ofDraft(actor, draft, language), language);
    const title = t(language, id === null ? 'policies.new_title' : 'policies.edit_title');
    const model = {
      action: id === null ? policiesPaths.list() : policiesPaths.edit({ id }),
      back: id === null ? policiesPaths.list() : policiesPaths.show({ id }),
      title,
      draft,
      errors,
      categories,
      applyTo: APPLY_TO.map((value) => ({
        value,
        label: t(language, `policies.apply_to_${value}`),
        hint: t(language, `policies.apply_to_${value}_hint`),
      })),
      isChange: id !== null && (await this.policies.get(actor, id)).policy.version > 0,
      dueKinds: DUE_KINDS.map((kind) => ({ value: kind, label: t(language, `policies.due_kind_${kind}`) })),
      builder,
      ...preview,
    };
    const hasErrors = Object.keys(errors).length > 0;
    const shown = hasErrors ? t(language, 'policies.error_page_title', { title }) : title;
    return page('policies/builder', model, { title: shown, ...(hasErrors ? { status: 422 } : {}) });
  }
}

/** The form as a draft, with the pressed button carried out. */
function drafted(fields: Fields): PolicyDraft {
  const draft = readPolicyDraft(fields);
  return {
    ...draft,
    rule: takeStep(draft.rule, typeof fields['do'] === 'string' ? fields['do'] : '', fields),
  };
}

function fieldsOf(body: unknown): Fields {
  return typeof body === 'object' && body !== null ? (body as Fields) : {};
}
