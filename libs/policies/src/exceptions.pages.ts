import { Controller, Get } from '@nestjs/common';
import { CurrentActor, page, Page } from '#kernel';
import type { Actor, View } from '#kernel';
import { formatDate, formatDateTime, t } from '#ui';
import { EXCEPTION_KINDS, ExceptionsService } from './exceptions.service.js';
import { explain } from './explain.js';
import { sayIn } from './policies.presenter.js';

/** What the rules could not settle by themselves, by kind. */
@Controller('policies/exceptions')
export class ExceptionsPages {
  constructor(private readonly exceptions: ExceptionsService) {}

  @Get()
  @Page({ access: ['hr'] })
  async show(@CurrentActor() actor: Actor): Promise<View> {
    const { language } = actor;
    const { counts, items, alarms } = await this.exceptions.show(actor);
    const groups = EXCEPTION_KINDS.filter((kind) => counts[kind] > 0).map((kind) => ({
      title: t(language, `policies.exception_${kind.replace('-', '_')}`, { count: counts[kind] }),
      note: t(language, `policies.exception_${kind.replace('-', '_')}_note`),
      more: Math.max(0, counts[kind] - items.filter((one) => one.kind === kind).length),
      rows: items
        .filter((one) => one.kind === kind)
        .map((one) => ({
          personId: one.personId,
          name: one.displayName,
          category: one.category,
          dueOn: one.dueOn === null ? t(language, 'policies.no_day') : formatDate(language, one.dueOn),
          why: explain(one.explanation, language, sayIn(language), 'other'),
          policies: one.titles.map((title) => title[language]).join(' · '),
        })),
    }));
    const told = alarms.map(({ at, changed }) => ({
      text: t(language, 'policies.alarm', { at: formatDateTime(language, at, actor.zone), changed }),
    }));
    return page(
      'policies/exceptions',
      { groups, alarms: told },
      { title: t(language, 'policies.exceptions_title') },
    );
  }
}
