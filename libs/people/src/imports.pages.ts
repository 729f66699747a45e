import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  type Actor,
  Clock,
  CurrentActor,
  download,
  type Flash,
  Page,
  page,
  pageQuery,
  type PageQuery,
  type PageView,
  parseForm,
  Problem,
  redirect,
  type Redirect,
} from '#kernel';
import { formatDateTime, t } from '#ui';
import { ImportEvents } from './import-events.js';
import { ImportSources, type Refusal } from './import-sources.js';
import { columnsStep, diffStep, importHead, importListRow, stepOf } from './import-page.presenter.js';
import { GROUPS } from './import/plan.js';
import { uploadOf } from './imports.controller.js';
import { ImportsReads } from './imports.reads.js';
import {
  applyImport,
  chooseColumns,
  type ImportView,
  sourceName,
  type UndoResult,
} from './imports.schemas.js';
import { ImportsService } from './imports.service.js';
import { peoplePaths } from './people.paths.js';
import { sourceRow } from './source-page.presenter.js';
import { UndoImports } from './undo-imports.js';
import { undoStep } from './undo-page.presenter.js';

const id = { schema: z.uuid() };
const hr = { access: ['hr'] } as const;
const importQuery = z.object({
  step: z.string().optional(),
  kind: z.enum([...GROUPS, 'problems']).optional(),
  after: z.coerce.number().int().min(0).optional(),
});
type ImportQuery = z.output<typeof importQuery>;

const ROWS_SHOWN = 50;
/** Shown beside the columns, so that one sees what they hold. */
const FIRST_ROWS = 20;

/** The import wizard: file, columns, trial, applying, receipt. Every step is a page of its own. */
@Controller()
export class ImportsPages {
  constructor(
    private readonly imports: ImportsService,
    private readonly reads: ImportsReads,
    private readonly events: ImportEvents,
    private readonly sources: ImportSources,
    private readonly undoing: UndoImports,
    private readonly clock: Clock,
  ) {}

  @Get('people/imports')
  @Page(hr)
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): Promise<PageView> {
    const { items, next } = await this.reads.list(actor, query);
    const sources = await this.sources.list(actor);
    const refusals = await this.sources.refusals(actor);
    return page(
      'people/imports',
      {
        refusals: refusals.map((refusal) => ({ text: sayRefusal(actor, refusal) })),
        seenAction: peoplePaths.refusals(),
        seenUntil: refusals[0]?.at.toISOString(),
        imports: items.map((run) => importListRow(actor.language, actor.zone, run)),
        next: next === null ? null : peoplePaths.imports({ after: next }),
        sources: sources.map((source) => sourceRow(actor.language, source)),
      },
      { title: t(actor.language, 'people.imports_title') },
    );
  }

  @Get('people/imports/new')
  @Page(hr)
  async form(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.uploadForm(actor, {});
  }

  @Post('people/imports')
  @Page(hr)
  async upload(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(z.object({ source: sourceName }), body);
    if (!form.ok) return this.uploadForm(actor, form.errors);
    try {
      const { bytes, fileName } = uploadOf(body);
      const view = await this.imports.importFile({
        bytes,
        fileName,
        source: form.value.source,
        actor,
        dryRun: true,
      });
      return redirect(peoplePaths.import({ id: view.id, step: 'columns' }));
    } catch (error) {
      const [refused] = error instanceof Problem ? error.errors : [];
      if (refused?.pointer !== '/file') throw error;
      return this.uploadForm(actor, { file: refused.message }, form.value.source);
    }
  }

  @Get('people/imports/:id')
  @Page(hr)
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', id) importId: string,
    @Query({ schema: importQuery }) query: ImportQuery,
  ): Promise<PageView> {
    return this.importPage(actor, await this.reads.get(actor, importId), query);
  }

  @Post('people/imports/:id/columns')
  @Page(hr)
  async columns(
    @CurrentActor() actor: Actor,
    @Param('id', id) importId: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(chooseColumns, body);
    const view = form.ok
      ? await this.imports.chooseColumns(actor, importId, form.value)
      : await this.reads.get(actor, importId);
    if (view.state === 'columns') return this.importPage(actor, view, { step: 'columns' }, 422);
    return backTo(importId);
  }

  @Post('people/imports/:id/application')
  @Page(hr)
  async apply(
    @CurrentActor() actor: Actor,
    @Param('id', id) importId: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(applyImport, body);
    const leaveBroken = form.ok && form.value.leaveBroken;
    const view = await this.reads.get(actor, importId);
    if (view.waitingFor === 'confirmation' && !leaveBroken)
      return this.importPage(actor, view, { kind: 'problems' }, 422);
    await this.imports.apply(actor, importId, { leaveBroken });
    return backTo(importId);
  }

  @Post('people/imports/:id/release')
  @Page(hr)
  async release(@CurrentActor() actor: Actor, @Param('id', id) importId: string): Promise<Redirect> {
    await this.imports.release(actor, importId);
    return backTo(importId, { tone: 'ok', key: 'people.released' });
  }

  @Post('people/imports/:id/cancellation')
  @Page(hr)
  async cancel(@CurrentActor() actor: Actor, @Param('id', id) importId: string): Promise<Redirect> {
    await this.imports.cancel(actor, importId);
    return backTo(null, { tone: 'info', key: 'people.cancelled' });
  }

  @Get('people/imports/:id/events')
  @Page(hr)
  async stream(
    @CurrentActor() actor: Actor,
    @Param('id', id) importId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.events.stream(actor, importId, reply);
  }

  @Get('people/imports/:id/broken-rows')
  @Page(hr)
  async broken(
    @CurrentActor() actor: Actor,
    @Param('id', id) importId: string,
  ): Promise<ReturnType<typeof download>> {
    return download(
      t(actor.language, 'people.broken_file'),
      'text/csv; charset=utf-8',
      await this.reads.brokenRows(actor, importId),
    );
  }

  @Post('people/imports/:id/undo')
  @Page(hr)
  async undo(@CurrentActor() actor: Actor, @Param('id', id) importId: string): Promise<Redirect> {
    const { state } = await this.undoing.undo(actor, importId);
    return backTo(importId, state === 'undone' ? { tone: 'ok', key: 'people.undone_title' } : undefined);
  }

  private async uploadForm(
    actor: Actor,
    errors: Readonly<Record<string, string>>,
    source = 'HR',
  ): Promise<PageView> {
    const sources = await this.sources.list(actor);
    return page(
      'people/new-import',
      {
        errors,
        source,
        sources: sources.map(({ name }) => ({ value: name })),
        action: peoplePaths.imports(),
      },
      {
        title: t(actor.language, 'people.new_import_title'),
        status: Object.keys(errors).length > 0 ? 422 : 200,
      },
    );
  }

  /** What undoing did, or would do as long as it can be done. */
  private async undoResult(actor: Actor, view: ImportView): Promise<UndoResult | null> {
    if (view.state === 'undone') return view.undo;
    if (view.undoUntil === null || Date.parse(view.undoUntil) < this.clock.now().epochMilliseconds)
      return null;
    return this.undoing.preview(actor, view.id);
  }

  private async importPage(
    actor: Actor,
    view: ImportView,
    query: ImportQuery,
    status = 200,
  ): Promise<PageView> {
    const { language, zone } = actor;
    const step = stepOf(view, query.step);
    const head = importHead(language, zone, view, step);
    const model: Record<string, unknown> = {
      ...head,
      isColumns: step === 'columns',
      isProgress: step === 'progress',
      isReceipt: step === 'receipt',
      isClosed: step === 'closed',
      isUndone: step === 'undone',
    };
    if (step === 'columns')
      model['columns'] = columnsStep(language, view, await this.reads.table(actor, view.id, FIRST_ROWS));
    if (step === 'progress')
      model['progress'] = {
        label: t(language, view.state === 'undoing' ? 'people.progress_undo_label' : 'people.progress_label'),
        percent: view.percent,
        text: t(language, `people.progress_${view.step ?? 'waiting'}`),
        events: peoplePaths.importEvents({ id: view.id }),
      };
    const undo = await this.undoResult(actor, view);
    if (undo) model['undo'] = undoStep(actor, view, undo, await this.reads.peopleNames(undo));
    if (step === 'diff' || step === 'receipt' || step === 'undone') {
      const kind =
        query.kind ??
        [...GROUPS, 'problems' as const].find((group) => (view.result?.counts[group] ?? 0) > 0) ??
        'joins';
      const shown = await this.reads.shown(actor, view.id, kind, query.after, ROWS_SHOWN);
      const diff = diffStep(actor, view, { kind, ...shown }, await this.reads.namesOf(shown.rows, view));
      model['diff'] = { ...diff, leaveError: status === 422 ? 'people.leave_broken_first' : null };
    }
    return page('people/import', model, {
      title: t(language, 'people.import_title', { file: view.fileName }),
      status,
    });
  }
}

/** A file that could not be read, in one sentence. */
const sayRefusal = ({ language, zone }: Actor, { fileName, source, reason, at }: Refusal): string =>
  t(language, 'people.refusal_line', {
    file: fileName,
    source,
    at: formatDateTime(language, at.toISOString(), zone),
    reason: t(language, reason),
  });

/** Where an act ends: on the page of its import, or on the list of all of them (null), with a word about what was done. */
function backTo(importId: string | null, flash?: Flash): Redirect {
  const href = importId === null ? peoplePaths.imports() : peoplePaths.import({ id: importId });
  return redirect(href, flash && { flash });
}
