import { Body, Controller, Get, Post } from '@nestjs/common';
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
import { t } from '#ui';
import { licencesPaths } from './licences.paths.js';
import { chooseRule } from './licences.schemas.js';
import { presentRules } from './rules.presenter.js';
import { RulesService } from './rules.service.js';

@Controller('licences/rules')
export class RulesPages {
  constructor(private readonly rules: RulesService) {}

  @Get()
  @Page({ access: ['hr'] })
  show(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.rulesPage(actor);
  }

  @Post()
  @Page({ access: ['hr'] })
  async choose(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(chooseRule, body);
    if (!form.ok) return this.rulesPage(actor, { errors: form.errors, input: form.input });
    await this.rules.choose(actor, form.value);
    return redirect(licencesPaths.rules(), { flash: { tone: 'ok', key: 'licences.done_rule' } });
  }

  private async rulesPage(actor: Actor, form?: Record<string, unknown>): Promise<PageView> {
    const title = t(actor.language, 'licences.rules_title');
    return page(
      'licences/rules',
      { rules: presentRules(actor.language, await this.rules.list(actor)), form: form ?? null },
      {
        title: form ? t(actor.language, 'licences.error_title', { title }) : title,
        status: form ? 422 : 200,
      },
    );
  }
}
