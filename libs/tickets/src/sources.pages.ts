import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  Config,
  CurrentActor,
  fieldErrors,
  Page,
  page,
  type PageView,
  parseForm,
  Problem,
  type Redirect,
  redirect,
  type UploadedFile,
} from '#kernel';
import { formatDateTime, t } from '#ui';
import { FilesService } from './files.service.js';
import { saveHandover, saveSource } from './sources.schemas.js';
import { SourcesService } from './sources.service.js';
import { SOURCE_KINDS } from './ticket-bodies.js';
import { ticketsPaths } from './tickets.paths.js';

const uuid = { schema: z.uuid() };
const access = ['it', 'admin'] as const;
interface Extra {
  readonly source?: Form;
  readonly handover?: Form;
  /** Shown on this one answer and never again. */
  readonly secret?: string;
}
type Form = {
  readonly errors: Readonly<Record<string, string>>;
  readonly input: Readonly<Record<string, unknown>>;
};

/** The systems that tell about tickets, the files they give, and where tickets made here go on to. */
@Controller('it/tickets')
export class SourcesPages {
  constructor(
    private readonly sources: SourcesService,
    private readonly files: FilesService,
    private readonly config: Config,
  ) {}

  @Get('sources')
  @Page({ access })
  show(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.listPage(actor, {});
  }

  @Post('sources')
  @Page({ access })
  async add(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(saveSource, body);
    if (!form.ok) return this.listPage(actor, { source: form });
    try {
      const { secret } = await this.sources.addSource(actor, form.value);
      return await this.listPage(actor, secret === null ? {} : { secret });
    } catch (error) {
      if (!(error instanceof Problem) || error.definition.type !== 'ticket-name-taken') throw error;
      return this.listPage(actor, {
        source: { errors: { name: 'tickets.problem_name_taken' }, input: form.value },
      });
    }
  }

  @Post('sources/:id/test')
  @Page({ access })
  async test(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.sources.testSource(actor, id);
    return done('tickets.source_tested');
  }

  @Post('sources/:id/pause')
  @Page({ access })
  async pause(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.sources.pauseSource(actor, id, true);
    return done('tickets.paused');
  }

  @Post('sources/:id/resumption')
  @Page({ access })
  async resume(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.sources.pauseSource(actor, id, false);
    return done('tickets.resumed');
  }

  @Post('handovers')
  @Page({ access })
  async addHandover(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(saveHandover, body);
    if (!form.ok) return this.listPage(actor, { handover: form });
    const { secret } = await this.sources.addHandover(actor, form.value);
    return secret === null ? done('tickets.handover_added') : this.listPage(actor, { secret });
  }

  @Post('handovers/:id/test')
  @Page({ access })
  async testHandover(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.sources.testHandover(actor, id);
    return done('tickets.handover_tested');
  }

  @Post('handovers/:id/pause')
  @Page({ access })
  async pauseHandover(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.sources.pauseHandover(actor, id, true);
    return done('tickets.paused');
  }

  @Post('handovers/:id/resumption')
  @Page({ access })
  async resumeHandover(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.sources.pauseHandover(actor, id, false);
    return done('tickets.resumed');
  }

  @Post('sources/:id/files')
  @Page({ access })
  async look(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const { file } = (body ?? {}) as { file?: UploadedFile };
    try {
      const fileId = await this.files.look(actor, id, file?.bytes ?? Buffer.alloc(0));
      return redirect(ticketsPaths.file({ id: fileId }));
    } catch (error) {
      return this.listPage(actor, { source: { errors: fieldErrors(error), input: {} } });
    }
  }

  @Get('files/:id')
  @Page({ access })
  async file(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView> {
    const { language } = actor;
    const file = await this.files.show(actor, id);
    const model = {
      ...file,
      applied: file.appliedAt !== null,
      rows: file.refusals.map(({ row, column, reason }) => ({
        row,
        column: column ?? '–',
        reason: t(language, `tickets.reason_${reason.replaceAll('-', '_')}`),
      })),
    };
    return page('tickets/file', model, { title: t(language, 'tickets.file_title', { source: file.source }) });
  }

  @Post('files/:id/application')
  @Page({ access })
  async apply(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    const args = await this.files.apply(actor, id);
    return redirect(ticketsPaths.file({ id }), { flash: { tone: 'ok', key: 'tickets.file_done', args } });
  }

  private async listPage(actor: Actor, extra: Extra): Promise<PageView> {
    const { language, zone } = actor;
    const when = (at: string | null): string =>
      at === null ? t(language, 'tickets.never') : formatDateTime(language, at, zone);
    const title = t(language, 'tickets.sources_title');
    const errors = extra.source?.errors ?? extra.handover?.errors ?? null;
    const model = {
      secret: extra.secret ?? null,
      errors,
      source: extra.source ?? null,
      handover: extra.handover ?? null,
      kinds: SOURCE_KINDS.map((value) => ({ value, label: t(language, `tickets.kind_${value}`) })),
      ways: (['email', 'webhook'] as const).map((value) => ({
        value,
        label: t(language, `tickets.way_${value}`),
      })),
      sources: (await this.sources.sources(actor)).map((each) => ({
        ...each,
        isFile: each.kind === 'csv',
        kindWord: t(language, `tickets.kind_${each.kind}`),
        url: this.config.publicUrl + ticketsPaths.hook({ source: each.id }),
        line: t(language, 'tickets.source_line', { n: each.tickets, at: when(each.heardAt) }),
        faultLine:
          each.fault === null
            ? ''
            : t(language, 'tickets.fault_line', { fault: each.fault, at: when(each.faultAt) }),
      })),
      handovers: (await this.sources.handovers(actor)).map((each) => ({
        ...each,
        wayWord: t(language, `tickets.way_${each.kind}`),
        line: t(language, 'tickets.handover_line', {
          delivered: each.delivered,
          pending: each.pending,
          dead: each.dead,
          at: when(each.lastAt),
        }),
        errorLine:
          each.lastError === null ? '' : t(language, 'tickets.error_line', { error: each.lastError }),
      })),
    };
    return page('tickets/sources', model, {
      title: errors ? t(language, 'tickets.error_title', { title }) : title,
      status: errors ? 422 : 200,
    });
  }
}

const done = (key: string): Redirect => redirect(ticketsPaths.sources(), { flash: { tone: 'ok', key } });
