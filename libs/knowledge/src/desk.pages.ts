import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
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
import { RUNGS, KINDS } from './front-door.js';
import { FrontDoorService } from './front-door.service.js';
import { IncidentsService } from './incidents.service.js';
import { knowledgePaths } from './knowledge.paths.js';
import { CHANNELS } from './service.js';
import { ServicesService } from './services.service.js';
import type { ServiceRow } from './services.queries.js';
import { closeIncident, publishIncident, saveServiceForm, setFrontDoorForm } from './services.schemas.js';

const it = { access: ['it'] } as const;
const hr = { access: ['hr'] } as const;
const idParam = { schema: z.uuid() };
type Sent = Readonly<Record<string, unknown>>;

/** IT's desk: services and incidents; and HR's order of the rungs. */
@Controller()
export class DeskPages {
  constructor(
    private readonly services: ServicesService,
    private readonly incidents: IncidentsService,
    private readonly door: FrontDoorService,
  ) {}

  @Get('it/services')
  @Page(it)
  async list(@CurrentActor() actor: Actor): Promise<PageView> {
    const services = (await this.services.all(actor)).map(({ id, body, isRetired, channel }) => ({
      ...{ name: body[actor.language].name, isRetired, href: knowledgePaths.editService({ id }) },
      channelName: t(actor.language, `knowledge.channel_${channel}`),
    }));
    return page(
      'knowledge/edit-services',
      { services },
      { title: t(actor.language, 'knowledge.services_title') },
    );
  }

  @Get('it/services/new')
  @Page(it)
  newService(@CurrentActor() actor: Actor): PageView {
    return this.serviceForm(actor, knowledgePaths.newService(), {});
  }

  @Post('it/services/new')
  @Page(it)
  create(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    return this.keep(actor, null, body);
  }

  @Get('it/services/:id')
  @Page(it)
  async edit(@CurrentActor() actor: Actor, @Param('id', idParam) id: string): Promise<PageView> {
    return this.serviceForm(
      actor,
      knowledgePaths.editService({ id }),
      fieldsOf(await this.services.open(actor, id)),
    );
  }

  @Post('it/services/:id')
  @Page(it)
  change(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    return this.keep(actor, id, body);
  }

  @Get('it/status')
  @Page(it)
  status(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.statusPage(actor);
  }

  @Post('it/status')
  @Page(it)
  async publish(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(publishIncident, body);
    if (!form.ok) return this.statusPage(actor, form);
    await this.incidents.publish(actor, form.value);
    return redirect(knowledgePaths.status(), { flash: { tone: 'ok', key: 'knowledge.incident_published' } });
  }

  @Post('it/status/:id/close')
  @Page(it)
  async close(
    @CurrentActor() actor: Actor,
    @Param('id', idParam) id: string,
    @Body() body: unknown,
  ): Promise<Redirect> {
    const form = parseForm(closeIncident, body);
    await this.incidents.close(actor, id, form.ok ? form.value : { nlEnding: '', enEnding: '' });
    return redirect(knowledgePaths.status(), { flash: { tone: 'ok', key: 'knowledge.incident_closed' } });
  }

  @Get('hr/front-door')
  @Page(hr)
  async frontDoor(@CurrentActor() actor: Actor): Promise<PageView> {
    const { kinds, minutes, phone } = await this.door.settings();
    const places = Object.fromEntries(KINDS.map((kind) => [kind, kinds.indexOf(kind) + 1]));
    const { self, colleague, it: desk } = minutes;
    return this.frontDoorForm(actor, { ...places, self, colleagueMinutes: colleague, it: desk, phone });
  }

  @Post('hr/front-door')
  @Page(hr)
  async setFrontDoor(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(setFrontDoorForm, body);
    if (!form.ok) return this.frontDoorForm(actor, form.input, form.errors);
    await this.door.set(actor, form.value);
    return redirect(knowledgePaths.frontDoor(), { flash: { tone: 'ok', key: 'knowledge.front_door_kept' } });
  }

  private async keep(actor: Actor, id: string | null, body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(saveServiceForm, body);
    const action = id === null ? knowledgePaths.newService() : knowledgePaths.editService({ id });
    if (!form.ok) return this.serviceForm(actor, action, form.input, form.errors);
    await this.services.save(actor, id, form.value);
    return redirect(knowledgePaths.editServices(), { flash: { tone: 'ok', key: 'knowledge.service_kept' } });
  }

  private serviceForm({ language }: Actor, action: string, fields: Sent, errors?: FormErrors): PageView {
    const names = ['Name', 'What', 'How', 'Hours'] as const;
    const label = (name: string): string => t(language, `knowledge.service_${name.toLowerCase()}`);
    const model = {
      ...{
        action,
        errors,
        channel: fields['channel'],
        address: fields['address'],
        facility: fields['facility'],
      },
      ...{ isHuman: Boolean(fields['isHuman']), isRetired: Boolean(fields['isRetired']) },
      sides: (['nl', 'en'] as const).map((lang) => ({
        title: t(language, `knowledge.language_${lang}`),
        fields: names.map((name) => ({
          ...{ name: `${lang}${name}`, label: label(name), lang },
          ...{ value: fields[`${lang}${name}`], error: errors?.[`${lang}${name}`] },
        })),
      })),
      labels: Object.fromEntries(
        (['nl', 'en'] as const).flatMap((lang) =>
          names.map((name) => [`${lang}${name}`, `${label(name)} (${lang})`]),
        ),
      ),
      channels: CHANNELS.map((value) => ({ value, label: t(language, `knowledge.channel_${value}`) })),
    };
    return page('knowledge/edit-service', model, {
      title: t(language, 'knowledge.edit_service_title'),
      status: errors ? 422 : 200,
    });
  }

  private async statusPage(actor: Actor, sent?: { input: Sent; errors: FormErrors }): Promise<PageView> {
    const [all, services] = await Promise.all([this.incidents.list(actor), this.services.all(actor)]);
    const model = {
      ...{ action: knowledgePaths.status(), input: sent?.input, errors: sent?.errors },
      open: all
        .filter(({ closedAt }) => closedAt === null)
        .map((one) => ({ ...one, action: knowledgePaths.closeIncident({ id: one.id }) })),
      ended: all.filter(({ closedAt }) => closedAt !== null),
      services: services.map(({ id, body }) => ({ value: id, label: body[actor.language].name })),
    };
    return page('knowledge/status', model, {
      title: t(actor.language, 'knowledge.status_title'),
      status: sent ? 422 : 200,
    });
  }

  private frontDoorForm({ language }: Actor, fields: Sent, errors?: FormErrors): PageView {
    const minuteNames = { self: 'self', colleague: 'colleagueMinutes', it: 'it' } as const;
    const model = {
      ...{ action: knowledgePaths.frontDoor(), phone: fields['phone'], errors },
      kinds: KINDS.map((kind) => ({
        ...{
          name: kind,
          label: t(language, `knowledge.kind_${kind}`),
          value: fields[kind],
          error: errors?.[kind],
        },
      })),
      places: KINDS.map((_, index) => ({ value: index + 1, label: String(index + 1) })),
      rungs: RUNGS.map((rung) => ({
        ...{ name: minuteNames[rung], label: t(language, `knowledge.rung_${rung}`) },
        ...{ value: fields[minuteNames[rung]], error: errors?.[minuteNames[rung]] },
      })),
      labels: Object.fromEntries(
        RUNGS.map((rung) => [minuteNames[rung], t(language, `knowledge.rung_${rung}`)]),
      ),
    };
    return page('knowledge/front-door', model, {
      title: t(language, 'knowledge.front_door_title'),
      status: errors ? 422 : 200,
    });
  }
}

const fieldsOf = ({ body, channel, address, facility, isHuman, isRetired }: ServiceRow): Sent => ({
  ...{ nlName: body.nl.name, nlWhat: body.nl.what, nlHow: body.nl.how, nlHours: body.nl.hours },
  ...{ enName: body.en.name, enWhat: body.en.what, enHow: body.en.how, enHours: body.en.hours },
  ...{ channel, address, facility, isHuman, isRetired },
});
