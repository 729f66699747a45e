import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor, pageQuery, type PageQuery } from '#kernel';
import { ActionsService } from './actions.service.js';
import { readFilter } from './filters.js';
import { presentResults, SurveysReads } from './surveys.reads.js';
import {
  actionInput,
  type ActionInput,
  answerInput,
  type AnswerInput,
  changeSurvey,
  type ChangeSurvey,
  predictInput,
  type PredictInput,
  predictionList,
  pulseList,
  resultsView,
  type ResultsView,
  surveyInput,
  type SurveyInput,
  surveyPage,
  surveyView,
  type SurveyView,
  treatmentView,
} from './surveys.schemas.js';
import { SurveysService } from './surveys.service.js';
import { presentFindings } from './treatment.presenter.js';
import { TreatmentService } from './treatment.service.js';

const uuid = { schema: z.uuid() };
const filterQuery = { schema: z.object({ filter: z.string().max(300).optional() }) };
const read = { access: ['hr', 'it'], scope: 'surveys:read' } as const;
const write = { access: ['hr'], scope: 'surveys:write' } as const;
const own = { access: ['employee'], scope: 'surveys:answer' } as const;

@Controller('api/v1/surveys')
export class SurveysController {
  constructor(
    private readonly surveys: SurveysService,
    private readonly reads: SurveysReads,
    private readonly actions: ActionsService,
    private readonly treatment: TreatmentService,
  ) {}

  @Get()
  @Api({ summary: 'Surveys, the latest first', returns: surveyPage, ...read })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<z.output<typeof surveyPage>> {
    return this.reads.list(actor, query);
  }

  @Post()
  @Api({ summary: 'Add a draft', returns: surveyView, status: 201, ...write })
  async add(
    @CurrentActor() actor: Actor,
    @Body({ schema: surveyInput }) input: SurveyInput,
  ): Promise<SurveyView> {
    return this.reads.view(actor, await this.surveys.add(actor, input));
  }

  @Get('asked')
  @Api({ summary: 'Open surveys that the reader was asked', returns: pulseList, ...own })
  async asked(@CurrentActor() actor: Actor): Promise<z.output<typeof pulseList>> {
    return { items: await this.reads.own(actor) };
  }

  @Get('treatment')
  @Api({
    summary: 'Whether groups are treated alike, with the chance of any false alarm held at 5 %',
    returns: treatmentView,
    access: ['hr'],
    scope: 'surveys:read',
  })
  async treated(@CurrentActor() actor: Actor): Promise<z.output<typeof treatmentView>> {
    return { findings: presentFindings((await this.treatment.report(actor)).findings) };
  }

  @Get(':id')
  @Api({ summary: 'One survey without its answers', returns: surveyView, ...read })
  show(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<SurveyView> {
    return this.reads.view(actor, id);
  }

  @Put(':id')
  @Api({
    summary: 'Change a draft',
    returns: surveyView,
    problems: ['survey-in-another-state', 'survey-changed-meanwhile'],
    ...write,
  })
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: changeSurvey }) input: ChangeSurvey,
  ): Promise<SurveyView> {
    await this.surveys.change(actor, id, input);
    return this.reads.view(actor, id);
  }

  @Delete(':id')
  @Api({ summary: 'Remove a draft', status: 204, problems: ['survey-in-another-state'], ...write })
  async remove(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<void> {
    await this.surveys.remove(actor, id);
  }

  @Post(':id/plan')
  @Api({
    summary: 'Make the terms final and ask both sides to predict',
    returns: surveyView,
    status: 200,
    problems: ['survey-in-another-state'],
    ...write,
  })
  async plan(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<SurveyView> {
    await this.surveys.plan(actor, id);
    return this.reads.view(actor, id);
  }

  @Post(':id/opening')
  @Api({
    summary: 'Open ahead of its day: draws who is asked and locks predictions',
    returns: surveyView,
    status: 200,
    problems: ['survey-in-another-state', 'survey-without-people'],
    ...write,
  })
  async open(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<SurveyView> {
    await this.surveys.open(actor, id);
    return this.reads.view(actor, id);
  }

  @Post(':id/closing')
  @Api({
    summary: 'Close ahead of its day; results can be read from then on',
    returns: surveyView,
    status: 200,
    problems: ['survey-in-another-state'],
    ...write,
  })
  async close(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<SurveyView> {
    await this.surveys.close(actor, id);
    return this.reads.view(actor, id);
  }

  @Put(':id/predictions')
  @Api({
    summary: 'Say what share the reader expects, until the survey opens',
    returns: predictionList,
    problems: ['survey-in-another-state'],
    access: ['hr', 'it'],
    scope: 'surveys:predict',
  })
  async predict(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: predictInput }) { shares }: PredictInput,
  ): Promise<z.output<typeof predictionList>> {
    await this.surveys.predict(actor, id, shares);
    return { items: await this.reads.ownPredictions(actor, id) };
  }

  @Post(':id/answers')
  @Api({
    summary: 'Answer, once and for good; nobody can tell whose answer it is',
    status: 204,
    problems: ['survey-in-another-state', 'survey-already-answered'],
    ...own,
  })
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: answerInput }) { answers }: AnswerInput,
  ): Promise<void> {
    await this.surveys.answer(actor, id, answers);
  }

  @Get(':id/results')
  @Api({
    summary: 'Shares with intervals of a closed survey; groups too small are left out',
    returns: resultsView,
    problems: ['survey-in-another-state'],
    ...read,
  })
  async results(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Query(filterQuery) { filter }: { filter?: string },
  ): Promise<ResultsView> {
    return presentResults(await this.reads.results(actor, id, readFilter(filter)));
  }

  @Post(':id/actions')
  @Api({
    summary: 'Add what follows from a result, with an owner and a day',
    returns: z.object({ id: z.uuid() }),
    status: 201,
    problems: ['survey-in-another-state'],
    ...write,
  })
  async act(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: actionInput }) input: ActionInput,
  ): Promise<{ id: string }> {
    return { id: await this.actions.add(actor, id, input) };
  }
}
