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
import { asksPaths } from './asks.paths.js';
import type { SentForm } from './asks.presenter.js';
import { CoachesService } from './coaches.service.js';
import { coachReportModel } from './rewards.presenter.js';
import { askCoach, endCoaching, nameCoach } from './rewards.schemas.js';

const QUESTIONS = ['q1', 'q2', 'q3', 'q4', 'q5'] as const;

/** A digicoach beside you: asking for one, the two self-scans, the coach's people, and HR's list. */
@Controller()
export class CoachesPages {
  constructor(private readonly coaches: CoachesService) {}

  @Get('help/coach')
  @Page({ access: ['employee'] })
  show(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.coachPage(actor);
  }

  @Post('help/coach')
  @Page({ access: ['employee'] })
  async ask(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(askCoach, body);
    if (!form.ok) return this.coachPage(actor, form);
    try {
      await this.coaches.ask(actor, form.value);
    } catch (error) {
      if (!(error instanceof Problem) || error.definition.type !== 'coaching-open') throw error;
      return redirect(asksPaths.coach(), { flash: { tone: 'warn', key: error.definition.title } });
    }
    return redirect(asksPaths.coach(), { flash: { tone: 'ok', key: 'asks.coach_asked' } });
  }

  @Post('help/coach/end')
  @Page({ access: ['employee'] })
  async finish(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(endCoaching, body);
    if (!form.ok) return this.coachPage(actor, form);
    await this.coaches.finish(actor, form.value);
    return redirect(asksPaths.coach(), { flash: { tone: 'ok', key: 'asks.coach_finished' } });
  }

  @Get('hr/digicoaches')
  @Page({ access: ['hr'] })
  list(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.listPage(actor);
  }

  @Post('hr/digicoaches')
  @Page({ access: ['hr'] })
  async name(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(nameCoach, body);
    if (!form.ok) return this.listPage(actor, form);
    try {
      await this.coaches.name(actor, form.value.number);
    } catch (error) {
      return this.listPage(actor, { errors: fieldErrors(error), input: form.value });
    }
    return redirect(asksPaths.coaches(), { flash: { tone: 'ok', key: 'asks.coach_named' } });
  }

  @Post('hr/digicoaches/:personId/ending')
  @Page({ access: ['hr'] })
  async end(
    @CurrentActor() actor: Actor,
    @Param('personId', { schema: z.uuid() }) personId: string,
  ): Promise<Redirect> {
    await this.coaches.end(actor, personId);
    return redirect(asksPaths.coaches(), { flash: { tone: 'ok', key: 'asks.coach_ended' } });
  }

  private async coachPage(actor: Actor, sent?: SentForm): Promise<PageView> {
    const { language } = actor;
    const scores = [1, 2, 3, 4, 5].map((value) => ({ value, label: t(language, `asks.score_${value}`) }));
    const caseload = await this.coaches.caseload(actor);
    const model = {
      ...{ own: await this.coaches.own(actor), errors: sent?.errors ?? {}, input: sent?.input ?? {} },
      hasErrors: sent !== undefined,
      questions: QUESTIONS.map((name) => ({
        ...{ name, label: t(language, `asks.scan_${name}`), scores },
        ...{ value: sent?.input[name], error: sent?.errors[name] },
      })),
      ...{ isCoach: caseload !== null, caseload: caseload ?? [] },
      to: { ask: asksPaths.coach(), end: asksPaths.coachEnd() },
    };
    return page('asks/coach', model, { title: t(language, 'asks.coach_title'), status: sent ? 422 : 200 });
  }

  private async listPage(actor: Actor, sent?: SentForm): Promise<PageView> {
    const { language } = actor;
    const model = {
      coaches: (await this.coaches.list()).map((coach) => ({
        ...coach,
        end: asksPaths.coachEnding({ personId: coach.personId }),
      })),
      report: coachReportModel(language, await this.coaches.report(actor)),
      ...{ errors: sent?.errors ?? {}, input: sent?.input ?? {}, action: asksPaths.coaches() },
    };
    return page('asks/coaches', model, {
      title: t(language, 'asks.coaches_title'),
      status: sent ? 422 : 200,
    });
  }
}
