import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  fieldErrors,
  Page,
  page,
  type PageView,
  parseForm,
  Problem,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { RecogniseService } from './recognise.service.js';
import { ticketsPaths } from './tickets.paths.js';
import { skillName } from './tickets.presenter.js';
import { saveRule } from './tickets.schemas.js';

const uuid = { schema: z.uuid() };
/** The guess is right, it is about no skill, or it is another one. */
const decision = z
  .object({
    choice: z.enum(['guess', 'none', 'other']),
    guess: z.string().max(60).optional(),
    skill: z.string().max(60).optional(),
  })
  .refine(({ choice, skill }) => choice !== 'other' || !!skill, {
    path: ['skill'],
    error: 'kernel.field_required',
  });
type Form = {
  readonly errors: Readonly<Record<string, string>>;
  readonly input: Readonly<Record<string, unknown>>;
};

/** What tickets are about: a person's look at the unsure ones, and the rules. */
@Controller('it/tickets')
export class SkillsPages {
  constructor(private readonly recognise: RecogniseService) {}

  @Get('review')
  @Page({ access: ['it'] })
  review(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.reviewPage(actor);
  }

  @Post('review/:id')
  @Page({ access: ['it'] })
  async decide(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(decision, body);
    if (!form.ok) return this.reviewPage(actor, form);
    const { choice, guess, skill } = form.value;
    await this.recognise.decide(
      actor,
      id,
      choice === 'none' ? undefined : choice === 'guess' ? guess : skill,
    );
    return redirect(ticketsPaths.review(), { flash: { tone: 'ok', key: 'tickets.decided' } });
  }

  @Get('rules')
  @Page({ access: ['it'] })
  rules(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.rulesPage(actor);
  }

  @Post('rules')
  @Page({ access: ['it'] })
  async addRule(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(saveRule, body);
    if (!form.ok) return this.rulesPage(actor, form);
    try {
      await this.recognise.addRule(actor, form.value);
    } catch (error) {
      const taken = error instanceof Problem && error.definition.type === 'ticket-name-taken';
      const errors = taken ? { phrase: 'tickets.problem_name_taken' } : fieldErrors(error);
      return this.rulesPage(actor, { errors, input: form.value });
    }
    return redirect(ticketsPaths.rules(), { flash: { tone: 'ok', key: 'tickets.rule_added' } });
  }

  @Post('rules/:id/removal')
  @Page({ access: ['it'] })
  async dropRule(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.recognise.dropRule(actor, id);
    return redirect(ticketsPaths.rules(), { flash: { tone: 'ok', key: 'tickets.rule_removed' } });
  }

  /** One ticket at a time, so that keys 1 to 3 and Enter are enough. */
  private async reviewPage(actor: Actor, form?: Form): Promise<PageView> {
    const { language } = actor;
    const { items, waiting } = await this.recognise.forReview(actor);
    const names = await this.recognise.skillNames();
    const [ticket] = items;
    const guess = ticket?.skill ?? null;
    const guessLabel =
      guess === null
        ? null
        : t(language, 'tickets.review_guess', {
            skill: skillName(language, names, guess),
            percent: Math.round((ticket?.confidence ?? 0) * 100),
          });
    const choices = [
      ...(guessLabel === null ? [] : [{ value: 'guess', label: guessLabel }]),
      { value: 'other', label: t(language, 'tickets.review_other') },
      { value: 'none', label: t(language, 'tickets.review_none') },
    ].map((choice, at) => ({ ...choice, key: at + 1 }));
    const title = t(language, 'tickets.review_title');
    const model = {
      ticket: ticket ?? null,
      guess,
      choices,
      left: t(language, 'tickets.review_left', { n: waiting }),
      skills: skillOptions(language, names),
      input: form?.input ?? {},
      errors: form?.errors ?? null,
    };
    return page('tickets/review', model, {
      title: form ? t(language, 'tickets.error_title', { title }) : title,
      status: form ? 422 : 200,
    });
  }

  private async rulesPage(actor: Actor, form?: Form): Promise<PageView> {
    const { language } = actor;
    const names = await this.recognise.skillNames();
    const title = t(language, 'tickets.rules_title');
    const model = {
      rules: (await this.recognise.rules(actor)).map((rule) => ({
        ...rule,
        skill: skillName(language, names, rule.skill),
      })),
      skills: skillOptions(language, names),
      input: form?.input ?? {},
      errors: form?.errors ?? null,
    };
    return page('tickets/rules', model, {
      title: form ? t(language, 'tickets.error_title', { title }) : title,
      status: form ? 422 : 200,
    });
  }
}

const skillOptions = (language: 'nl' | 'en', names: Awaited<ReturnType<RecogniseService['skillNames']>>) =>
  [...names]
    .map(([value, name]) => ({ value, label: name[language] }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
