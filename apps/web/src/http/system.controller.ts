import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import {
  type Actor,
  Api,
  Config,
  CurrentActor,
  Db,
  kernelConfig,
  listProblems,
  notFound,
  Page,
  page,
  redirect,
  rows,
  type View,
} from '#kernel';
import { productWords, styleguideModel, t } from '#ui';
import { openApiDocument } from './openapi.js';

/** Gives controllers the application they run in, to describe its own routes. */
export class RunningApp {
  app: NestFastifyApplication | undefined;
}

/** Health, the API document, problem pages and the styleguide. */
@Controller()
export class SystemController {
  private document: Record<string, unknown> | undefined;

  constructor(
    private readonly db: Db,
    private readonly config: Config,
    @Inject(RunningApp) private readonly running: RunningApp,
  ) {}

  @Get()
  @Page({ access: ['employee'] })
  home(): View {
    return redirect('/today');
  }

  @Get('health/live')
  @Api({ summary: 'The process runs', access: ['anonymous'] })
  live() {
    return { status: 'ok' };
  }

  @Get('health/ready')
  @Api({ summary: 'The database answers and is migrated', access: ['anonymous'] })
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    try {
      await rows(this.db.read, 'SELECT 1 FROM schema_migration LIMIT 1');
      return { status: 'ok' };
    } catch {
      // The reason is in the log of whatever broke; a probe needs the verdict only.
      void reply.status(503);
      return { status: 'unavailable' };
    }
  }

  @Get('api/openapi.json')
  @Api({ summary: 'This document', access: ['anonymous'] })
  openApi() {
    if (!this.running.app) throw notFound('page');
    return (this.document ??= openApiDocument(this.running.app, this.config.publicUrl));
  }

  @Get('problems/:slug')
  @Page({ access: ['anonymous'] })
  problem(@CurrentActor() actor: Actor, @Param('slug') slug: string): View {
    const problem = listProblems().find(({ type }) => type === slug);
    if (!problem) throw notFound('problem');
    const words = { reference: '…', what: '…', megabytes: 25 };
    const title = t(actor.language, problem.title, words);
    const detailKey = `${problem.title}_detail`;
    const detail = productWords().has(detailKey) ? t(actor.language, detailKey, words) : undefined;
    return page(
      'layout/problem',
      { status: problem.status, title, detail, errors: [] },
      { title, layout: 'public' },
    );
  }

  @Get('styleguide')
  @Page({ access: ['anonymous'], demo: true })
  styleguide(@CurrentActor() actor: Actor, @Query('layout') layout?: string): View {
    void this.config.get(kernelConfig);
    return page('ui/styleguide', styleguideModel(), {
      title: 'Styleguide',
      layout: layout === 'exam' ? 'exam' : 'public',
    });
  }
}
