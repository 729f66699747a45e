import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, CurrentActor, Page, page, type PageView, type Redirect, redirect } from '#kernel';
import { t } from '#ui';
import { slugParam } from './cards.schemas.js';
import { serviceModel } from './help.presenter.js';
import { IncidentsService } from './incidents.service.js';
import { knowledgePaths } from './knowledge.paths.js';
import { ServicesService } from './services.service.js';

const employee = { access: ['employee'] } as const;
const idParam = { schema: z.uuid() };

/** What IT offers, and what doesn't work right now, as everybody reads it. */
@Controller('help')
export class ServicesPages {
  constructor(
    private readonly services: ServicesService,
    private readonly incidents: IncidentsService,
  ) {}

  @Get('services')
  @Page(employee)
  async list(@CurrentActor() actor: Actor): Promise<PageView> {
    const services = (await this.services.list(actor)).map((one) => serviceModel(actor.language, one));
    return page('knowledge/services', { services }, { title: t(actor.language, 'knowledge.services_title') });
  }

  @Get('services/:slug')
  @Page(employee)
  async service(
    @CurrentActor() actor: Actor,
    @Param('slug', { schema: slugParam }) slug: string,
  ): Promise<PageView> {
    const service = serviceModel(actor.language, await this.services.read(actor, slug));
    return page('knowledge/service', { service }, { title: service.name });
  }

  @Get('incidents/:id')
  @Page(employee)
  async incident(@CurrentActor() actor: Actor, @Param('id', idParam) id: string): Promise<PageView> {
    const incident = await this.incidents.read(actor, id);
    const model = { ...incident, isOpen: incident.closedAt === null, action: knowledgePaths.follow({ id }) };
    return page('knowledge/incident', model, { title: incident.title });
  }

  @Post('incidents/:id/follow')
  @Page(employee)
  async follow(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) id: string,
    @Body() body: unknown,
  ): Promise<Redirect> {
    const wants = (body as { follow?: unknown } | null)?.follow !== 'no';
    await this.incidents.follow(actor, id, wants);
    const key = wants ? 'knowledge.followed' : 'knowledge.unfollowed';
    return redirect(knowledgePaths.incident({ id }), { flash: { tone: 'ok', key } });
  }
}
