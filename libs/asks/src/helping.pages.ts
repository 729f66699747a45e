import { Body, Controller, Get, Post } from '@nestjs/common';
import {
  type Actor,
  CurrentActor,
  type FormErrors,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { asksPaths } from './asks.paths.js';
import { changeHelping } from './asks.schemas.js';
import { HelpingService } from './helping.service.js';

const PER_WEEK = [1, 2, 3, 5, 8];

/** "I like to help": with what, how often, for whom; off at any time. */
@Controller('help/asks/helping')
export class HelpingPages {
  constructor(private readonly helpers: HelpingService) {}

  @Get()
  @Page({ access: ['employee'] })
  show(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.formPage(actor, {});
  }

  @Post()
  @Page({ access: ['employee'] })
  async change(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(changeHelping, body);
    if (!form.ok) return this.formPage(actor, form.errors);
    await this.helpers.change(actor, form.value);
    const key = form.value.isOn ? 'asks.helping_saved' : 'asks.helping_off';
    return redirect(asksPaths.list(), { flash: { tone: 'ok', key } });
  }

  private async formPage(actor: Actor, errors: FormErrors): Promise<PageView> {
    const { language } = actor;
    const own = await this.helpers.own(actor);
    const skills = await this.helpers.skills();
    const categories = [...new Set(skills.map(({ category }) => category))].sort();
    const model = {
      ...{ own, errors, action: asksPaths.helping() },
      groups: categories.map((category) => ({
        category,
        label: t(language, 'asks.helping_skills', { category }),
        options: skills
          .filter((skill) => skill.category === category)
          .map(({ id, name }) => ({ value: id, label: name[language] })),
      })),
      languages: (['nl', 'en'] as const).map((value) => ({
        value,
        label: t(language, `asks.language_${value}`),
      })),
      weeks: [...new Set([...PER_WEEK, own.perWeek])]
        .sort((a, b) => a - b)
        .map((value) => ({ value, label: t(language, 'asks.per_week', { n: value }) })),
    };
    const status = Object.keys(errors).length > 0 ? 422 : 200;
    return page('asks/helping', model, { title: t(language, 'asks.helping_title'), status });
  }
}
