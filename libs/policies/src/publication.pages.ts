import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, download, page, Page, parseForm, redirect } from '#kernel';
import type { Actor, View } from '#kernel';
import { t } from '#ui';
import { policiesPaths } from './policies.paths.js';
import { presentPerson, presentPlan } from './policies.presenter.js';
import { publishPolicy } from './policies.schemas.js';
import { PoliciesService } from './policies.service.js';
import { PublicationPlanService } from './publication-plan.service.js';
import type { PlannedPerson } from './publication-plan.service.js';

const uuid = { schema: z.uuid() };

/** Publishing with open eyes: the names first, then the button. And the way back. */
@Controller('policies/:id')
export class PublicationPages {
  constructor(
    private readonly policies: PoliciesService,
    private readonly plans: PublicationPlanService,
  ) {}

  @Get('publication')
  @Page({ access: ['hr'] })
  async confirm(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<View> {
    const plan = await this.plans.ofPolicy(actor, id);
    return page(
      'policies/publication',
      { id, ...presentPlan(plan, actor.language) },
      { title: t(actor.language, 'policies.plan_title') },
    );
  }

  /** Everybody concerned, as a file for Excel. */
  @Get('publication.csv')
  @Page({ access: ['hr'] })
  async file(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<View> {
    const { language } = actor;
    const plan = await this.plans.ofPolicy(actor, id);
    const line =
      (kind: string) =>
      (person: PlannedPerson): string[] => {
        const shown = presentPerson(person, language);
        return [
          t(language, `policies.csv_${kind}`),
          shown.name,
          shown.team,
          person.dueOn ?? '',
          person.accessEndsOn ?? '',
          person.isOverdue ? t(language, 'policies.yes') : '',
          shown.why,
        ];
      };
    const heads = ['kind', 'name', 'team', 'due', 'access', 'overdue', 'why'].map((name) =>
      t(language, `policies.csv_head_${name}`),
    );
    const lines = [
      heads,
      ...plan.asked.map(line('asked')),
      ...plan.redated.map(line('redated')),
      ...plan.satisfied.map(line('satisfied')),
      ...plan.ended.map(line('ended')),
      ...plan.renewals.map(({ name, team, before, after }) => [
        t(language, 'policies.csv_renewal'),
        name,
        team,
        after ?? '',
        '',
        '',
        t(language, 'policies.csv_renewal_before', { day: before ?? '–' }),
      ]),
    ];
    const text = lines.map((cells) => cells.map(csvCell).join(';')).join('\r\n');
    return download(t(language, 'policies.csv_name'), 'text/csv; charset=utf-8', `\uFEFF${text}\r\n`);
  }

  @Post('publication')
  @Page({ access: ['hr'] })
  async publish(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<View> {
    const form = parseForm(publishPolicy.pick({ seen: true }).loose(), body);
    if (!form.ok) return redirect(policiesPaths.publication({ id }));
    const version = await this.policies.publish(
      actor,
      id,
      form.value.seen === undefined ? {} : { seen: form.value.seen },
    );
    if (version === null) return proposed(id);
    return redirect(policiesPaths.show({ id }), {
      flash: { tone: 'ok', key: 'policies.published', args: { version } },
    });
  }

  @Post('pause')
  @Page({ access: ['hr'] })
  async pause(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<View> {
    await this.policies.pause(actor, id);
    return redirect(policiesPaths.show({ id }), { flash: { tone: 'ok', key: 'policies.paused' } });
  }

  @Post('resumption')
  @Page({ access: ['hr'] })
  async resume(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<View> {
    if (!(await this.policies.resume(actor, id))) return proposed(id);
    return redirect(policiesPaths.show({ id }), { flash: { tone: 'ok', key: 'policies.resumed' } });
  }

  @Post('undo')
  @Page({ access: ['hr'] })
  async undo(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<View> {
    if (!(await this.policies.undo(actor, id))) return proposed(id);
    return redirect(policiesPaths.show({ id }), { flash: { tone: 'ok', key: 'policies.undone' } });
  }

  @Post('proposal-withdrawal')
  @Page({ access: ['hr'] })
  async withdraw(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<View> {
    await this.policies.withdrawProposal(actor, id);
    return redirect(policiesPaths.show({ id }), {
      flash: { tone: 'ok', key: 'policies.proposal_withdrawn' },
    });
  }
}

/** Nothing has happened yet: a second person from HR must do the same. */
function proposed(id: string): View {
  return redirect(policiesPaths.show({ id }), { flash: { tone: 'info', key: 'policies.proposed' } });
}

/** A cell that a spreadsheet cannot take for a formula. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
