import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { formatNumber, t } from '#ui';
import { attemptsPaths } from './attempts.paths.js';
import { type FlagView, inspectFlag } from './exam-flags.schemas.js';
import { ExamFlagsService } from './exam-flags.service.js';

const uuid = { schema: z.uuid() };

interface SentForm {
  readonly id: string;
  readonly errors: Readonly<Record<string, unknown>>;
  readonly input: Readonly<Record<string, unknown>>;
}

@Controller('exams/flags')
export class ExamFlagsPages {
  constructor(private readonly flags: ExamFlagsService) {}

  @Get()
  @Page({ access: ['hr', 'author', 'admin'] })
  list(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.listPage(actor);
  }

  @Post(':id/inspection')
  @Page({ access: ['hr', 'author', 'admin'] })
  async inspect(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(inspectFlag, body);
    if (!form.ok) return this.listPage(actor, { id, errors: form.errors, input: form.input });
    await this.flags.inspect(actor, id, form.value);
    return redirect(attemptsPaths.examFlags(), { flash: { tone: 'ok', key: 'attempts.flag_saved' } });
  }

  private async listPage(actor: Actor, sent?: SentForm): Promise<PageView> {
    const { language } = actor;
    const { items } = await this.flags.list(actor);
    const shown = (flag: FlagView) => ({
      ...{ id: flag.id, at: flag.flaggedAt, name: flag.person?.name ?? '', note: flag.note },
      title: t(language, 'attempts.flag_of', { category: flag.category }),
      reasons: reasonsOf(language, flag),
      action: attemptsPaths.examFlagInspection({ id: flag.id }),
      ...{ inspectedAt: flag.inspectedAt, inspectedBy: flag.inspectedBy },
      sent: sent?.id === flag.id ? sent : null,
    });
    const model = {
      waiting: items.filter(({ inspectedAt }) => inspectedAt === null).map(shown),
      looked: items.filter(({ inspectedAt }) => inspectedAt !== null).map(shown),
    };
    const options = { title: t(language, 'attempts.flags_title'), status: sent ? 422 : 200 };
    return page('attempts/exam-flags', model, options);
  }
}

function reasonsOf(language: Actor['language'], { rapid, personFit }: FlagView): string[] {
  const percent = Math.round(100 * (rapid?.share ?? 0));
  return [
    ...(rapid ? [t(language, 'attempts.flag_rapid', { n: rapid.count, all: rapid.answered, percent })] : []),
    ...(personFit === null
      ? []
      : [
          t(language, 'attempts.flag_fit', {
            value: formatNumber(language, Math.round(personFit * 10) / 10),
          }),
        ]),
  ];
}
