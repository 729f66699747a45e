import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import type { CardRow } from './cards.queries.js';
import { CardsService } from './cards.service.js';
import { type OpenCardView, openCardView, type ShelfCardView, shelfCardView } from './cards.schemas.js';
import type { FrontDoorSettings } from './front-door.js';
import { FrontDoorService } from './front-door.service.js';
import { saveCard, type SaveCard } from './save-card.schemas.js';
import { SearchService } from './search.service.js';
import {
  frontDoorView,
  keptService,
  saveService,
  type SaveService,
  setFrontDoor,
  type SetFrontDoor,
  setSynonyms,
  synonymsView,
} from './services.schemas.js';
import { ServicesService } from './services.service.js';

const uuid = { schema: z.uuid() };
const writers = { access: ['it', 'author'] } as const;
const it = { access: ['it'] } as const;
const hr = { access: ['hr'] } as const;
const read = { scope: 'knowledge:read' } as const;
const write = { scope: 'knowledge:write', problems: ['invalid-input'] } as const;
const written = z.object({ id: z.uuid() });
const closedGap = z.object({ text: z.string().min(1).max(300) });

/** What those who look after the front door do to it: cards, services, synonyms, gaps, and the order of things. */
@Controller('api/v1')
export class DeskController {
  constructor(
    private readonly cards: CardsService,
    private readonly services: ServicesService,
    private readonly search: SearchService,
    private readonly door: FrontDoorService,
  ) {}

  @Get('knowledge/cards')
  @Api({
    ...{ summary: 'Every answer card, drafts and retired ones too', ...writers, ...read },
    returns: z.object({ items: z.array(shelfCardView) }),
  })
  async shelf(@CurrentActor() actor: Actor): Promise<{ items: ShelfCardView[] }> {
    return { items: (await this.cards.shelf(actor)).map(shownCard) };
  }

  @Post('knowledge/cards')
  @Api({ summary: 'Write a card; you own it', ...writers, ...write, status: 201, returns: written })
  async makeCard(
    @CurrentActor() actor: Actor,
    @Body({ schema: saveCard }) input: SaveCard,
  ): Promise<{ id: string }> {
    return { id: await this.cards.save(actor, null, input) };
  }

  @Get('knowledge/cards/:id')
  @Api({
    summary: 'One card in both languages, with its versions',
    ...writers,
    ...read,
    returns: openCardView,
  })
  async card(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<OpenCardView> {
    const { card, versions } = await this.cards.open(actor, id);
    return { ...shownCard(card), versions };
  }

  @Put('knowledge/cards/:id')
  @Api({
    ...{ summary: 'Write a card anew: its next version, published or retired by its state', ...writers },
    ...{ ...write, status: 204 },
  })
  async changeCard(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: saveCard }) input: SaveCard,
  ): Promise<void> {
    await this.cards.save(actor, id, input);
  }

  @Post('knowledge/cards/:id/reviews')
  @Api({ summary: 'Say that somebody tried every step today', ...writers, ...write, status: 204 })
  review(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<void> {
    return this.cards.review(actor, id);
  }

  @Post('knowledge/gaps/closing')
  @Api({ summary: 'Take a gap off the list', ...writers, ...write, status: 204 })
  closeGap(
    @CurrentActor() actor: Actor,
    @Body({ schema: closedGap }) { text }: z.output<typeof closedGap>,
  ): Promise<void> {
    return this.search.closeGap(actor, text);
  }

  @Get('knowledge/synonyms')
  @Api({ summary: 'Groups of words that mean the same', ...it, ...read, returns: synonymsView })
  async synonyms(@CurrentActor() actor: Actor): Promise<z.output<typeof synonymsView>> {
    return { groups: await this.search.synonyms(actor) };
  }

  @Put('knowledge/synonyms')
  @Api({ summary: 'Replace the groups of words that mean the same', ...it, ...write, status: 204 })
  async setSynonyms(
    @CurrentActor() actor: Actor,
    @Body({ schema: setSynonyms }) { groups }: z.output<typeof setSynonyms>,
  ): Promise<void> {
    await this.search.setSynonyms(actor, groups);
  }

  @Get('knowledge/services')
  @Api({
    ...{ summary: 'Every service in both languages, retired ones too', ...it, ...read },
    returns: z.object({ items: z.array(keptService) }),
  })
  async keptServices(@CurrentActor() actor: Actor): Promise<{ items: z.output<typeof keptService>[] }> {
    return { items: await this.services.all(actor) };
  }

  @Post('knowledge/services')
  @Api({
    ...{ summary: 'Add a service', ...it, ...write, problems: ['invalid-input', 'knowledge-name-taken'] },
    ...{ status: 201, returns: written },
  })
  async addService(
    @CurrentActor() actor: Actor,
    @Body({ schema: saveService }) input: SaveService,
  ): Promise<{ id: string }> {
    return { id: await this.services.save(actor, null, input) };
  }

  @Put('knowledge/services/:id')
  @Api({ summary: 'Change or retire a service', ...it, ...write, status: 204 })
  async changeService(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: saveService }) input: SaveService,
  ): Promise<void> {
    await this.services.save(actor, id, input);
  }

  @Get('front-door')
  @Api({ summary: 'The order of results and what each rung takes', ...hr, ...read, returns: frontDoorView })
  frontDoor(): Promise<FrontDoorSettings> {
    return this.door.settings();
  }

  @Put('front-door')
  @Api({ summary: 'Set the order of results and what each rung takes', ...hr, ...write, status: 204 })
  setFrontDoor(
    @CurrentActor() actor: Actor,
    @Body({ schema: setFrontDoor }) input: SetFrontDoor,
  ): Promise<void> {
    return this.door.set(actor, input);
  }
}

/** What writers see of a card; the answer's schema leaves the rest out. */
const shownCard = ({ body, ...card }: CardRow): ShelfCardView => ({ ...card, ...body });
