import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import { DEVICES } from './card.js';
import { CardsService } from './cards.service.js';
import { type CardView, cardView, sayOutcome, type SayOutcome, slugParam } from './cards.schemas.js';
import { ChannelWishes } from './front-door.service.js';
import { KINDS } from './front-door.js';
import { IncidentsService } from './incidents.service.js';
import { SearchService } from './search.service.js';
import {
  chooseWish,
  closeIncident,
  type CloseIncident,
  type IncidentView,
  incidentView,
  publishIncident,
  type PublishIncident,
  type ServiceView,
  serviceView,
} from './services.schemas.js';
import { ServicesService } from './services.service.js';

const searchQuery = z.object({ q: z.string().trim().min(1).max(300) });
const searchResult = z.object({
  isGap: z.boolean(),
  items: z.array(
    z.object({
      kind: z.enum(KINDS),
      /** Slug or id; null for colleagues. */
      ref: z.string().nullable(),
      language: z.enum(['nl', 'en']).nullable(),
      title: z.string(),
      summary: z.string(),
    }),
  ),
});
const deviceQuery = z.object({ device: z.enum(DEVICES).optional() });
const gapList = z.object({
  items: z.array(
    z.object({
      text: z.string(),
      language: z.enum(['nl', 'en']),
      count: z.number(),
      lastAt: z.iso.datetime(),
    }),
  ),
});

/** The front door as JSON. */
@Controller('api/v1')
export class KnowledgeController {
  constructor(
    private readonly search: SearchService,
    private readonly cards: CardsService,
    private readonly services: ServicesService,
    private readonly incidents: IncidentsService,
    private readonly wishes: ChannelWishes,
  ) {}

  @Get('search')
  @Api({
    summary: 'Cards, colleagues, lessons, services and incidents for a question, in the order that HR set',
    access: ['employee'],
    scope: 'knowledge:read',
    returns: searchResult,
  })
  async find(
    @CurrentActor() actor: Actor,
    @Query({ schema: searchQuery }) { q }: z.output<typeof searchQuery>,
  ): Promise<z.input<typeof searchResult>> {
    const { isGap, results } = await this.search.find(actor, q);
    return {
      isGap,
      items: results.flatMap(({ kind, hit, helpers }): z.input<typeof searchResult>['items'] =>
        hit
          ? [{ kind, ref: hit.ref, language: hit.language, title: hit.title, summary: hit.summary }]
          : helpers.map(({ name, why }) => ({ kind, ref: null, language: null, title: name, summary: why })),
      ),
    };
  }

  @Get('cards/:slug')
  @Api({
    summary: 'An answer card in your language, with the steps for a device',
    access: ['employee'],
    scope: 'knowledge:read',
    returns: cardView,
  })
  card(
    @CurrentActor() actor: Actor,
    @Param('slug', { schema: slugParam }) slug: string,
    @Query({ schema: deviceQuery }) { device }: z.output<typeof deviceQuery>,
  ): Promise<CardView> {
    return this.cards.read(actor, slug, device ?? null);
  }

  @Post('cards/:slug/outcomes')
  @Api({
    summary:
      'Whether a card helped; with "almost" and "no" the id of the trail that takes along what was tried',
    access: ['employee'],
    scope: 'knowledge:write',
    returns: z.object({ trail: z.uuid().nullable() }),
    problems: ['invalid-input'],
  })
  async say(
    @CurrentActor() actor: Actor,
    @Param('slug', { schema: slugParam }) slug: string,
    @Body({ schema: sayOutcome }) input: SayOutcome,
  ): Promise<{ trail: string | null }> {
    return { trail: await this.cards.say(actor, slug, input) };
  }

  @Get('services')
  @Api({
    summary: 'What IT offers: how, when, by a human or not, and whether you may',
    access: ['employee'],
    scope: 'knowledge:read',
    returns: z.object({ items: z.array(serviceView) }),
  })
  async list(@CurrentActor() actor: Actor): Promise<{ items: ServiceView[] }> {
    return { items: await this.services.list(actor) };
  }

  @Get('services/:slug')
  @Api({ summary: 'One service', access: ['employee'], scope: 'knowledge:read', returns: serviceView })
  service(
    @CurrentActor() actor: Actor,
    @Param('slug', { schema: slugParam }) slug: string,
  ): Promise<ServiceView> {
    return this.services.read(actor, slug);
  }

  @Get('incidents')
  @Api({
    summary: 'What does not work right now, and what ended within two weeks',
    access: ['employee'],
    scope: 'knowledge:read',
    returns: z.object({ items: z.array(incidentView) }),
  })
  async listIncidents(@CurrentActor() actor: Actor): Promise<{ items: IncidentView[] }> {
    return { items: await this.incidents.list(actor) };
  }

  @Post('incidents')
  @Api({
    summary: 'Publish an incident: on every page and in the search at once',
    access: ['it'],
    scope: 'knowledge:write',
    status: 201,
    returns: z.object({ id: z.uuid() }),
    problems: ['invalid-input'],
  })
  async publish(
    @CurrentActor() actor: Actor,
    @Body({ schema: publishIncident }) input: PublishIncident,
  ): Promise<{ id: string }> {
    return { id: await this.incidents.publish(actor, input) };
  }

  @Post('incidents/:id/closing')
  @Api({
    summary: 'End an incident and tell everybody who followed it',
    access: ['it'],
    scope: 'knowledge:write',
    status: 204,
    problems: ['incident-closed', 'invalid-input'],
  })
  close(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: closeIncident }) input: CloseIncident,
  ): Promise<void> {
    return this.incidents.close(actor, id, input);
  }

  @Put('incidents/:id/follow')
  @Api({
    summary: 'Follow an incident, or stop following it',
    access: ['employee'],
    scope: 'knowledge:write',
    status: 204,
    problems: ['incident-closed', 'invalid-input'],
  })
  follow(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: z.object({ follow: z.boolean() }) }) { follow }: { follow: boolean },
  ): Promise<void> {
    return this.incidents.follow(actor, id, follow);
  }

  @Put('channel-wish')
  @Api({
    summary: 'How you like to be helped',
    access: ['employee'],
    scope: 'knowledge:write',
    status: 204,
    problems: ['invalid-input'],
  })
  wish(
    @CurrentActor() actor: Actor,
    @Body({ schema: chooseWish }) { wish }: z.output<typeof chooseWish>,
  ): Promise<void> {
    return this.wishes.choose(actor, wish);
  }

  @Get('knowledge/gaps')
  @Api({
    summary: 'What people looked for and did not find, without who',
    access: ['it', 'author'],
    scope: 'knowledge:read',
    returns: gapList,
  })
  async gaps(@CurrentActor() actor: Actor): Promise<z.input<typeof gapList>> {
    return { items: await this.search.gaps(actor) };
  }
}
