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
          person.isOverdue ? t(language, 'policies.yes') : '',
          shown.why,
        ];
      };
    const heads = ['kind', 'name', 'team', 'due', 'overdue', 'why'].map((name) =>
      t(language, `policies.csv_head_${name}`),
    );
    const lines = [
      heads,
      ...plan.asked.map(line('asked')),
      ...plan.redated.map(line('redated')),
      ...plan.ended.map(line('ended')),
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
    await this.policies.resume(actor, id);
    return redirect(policiesPaths.show({ id }), { flash: { tone: 'ok', key: 'policies.resumed' } });
  }

  @Post('undo')
  @Page({ access: ['hr'] })
  async undo(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<View> {
    await this.policies.undo(actor, id);
    return redirect(policiesPaths.show({ id }), { flash: { tone: 'ok', key: 'policies.undone' } });
  }
}

/** A cell that a spreadsheet cannot take for a formula. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
