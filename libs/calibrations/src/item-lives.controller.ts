import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  categoryPath,
  type ItemDecision,
  itemDecision,
  itemPath,
  itemStory,
  type ItemStoryView,
  livingItems,
  type LivingItemView,
} from './calibrations.schemas.js';
import { lifeView, storyView } from './item-lives.presenter.js';
import { ItemLives } from './item-lives.service.js';

const category = { schema: categoryPath };
const item = { schema: itemPath };
const read = { access: ['author', 'admin'], scope: 'calibrations:read' } as const;
const write = { access: ['author', 'admin'], scope: 'calibrations:write', returns: itemStory } as const;

@Controller('api/v1/calibrations/licences/:category/items')
export class ItemLivesController {
  constructor(private readonly lives: ItemLives) {}

  @Get()
  @Api({ summary: 'Exam items of a licence with where each stands', ...read, returns: livingItems })
  async list(
    @CurrentActor() actor: Actor,
    @Param('category', category) code: string,
  ): Promise<{ items: LivingItemView[] }> {
    return { items: (await this.lives.list(actor, code)).items.map(lifeView) };
  }

  @Get(':itemId')
  @Api({
    summary: 'An exam item with its history, and what retiring it would do to the exams',
    ...read,
    returns: itemStory,
  })
  async story(
    @CurrentActor() actor: Actor,
    @Param('category', category) code: string,
    @Param('itemId', item) itemId: string,
  ): Promise<ItemStoryView> {
    return storyView(await this.lives.story(actor, code, itemId));
  }

  @Post(':itemId/retirement')
  @Api({
    summary: 'Retire an exam item: no new exam asks it',
    ...write,
    status: 200,
    problems: ['item-retired-already'],
  })
  async retire(
    @CurrentActor() actor: Actor,
    @Param('category', category) code: string,
    @Param('itemId', item) itemId: string,
    @Body({ schema: itemDecision }) { reason }: ItemDecision,
  ): Promise<ItemStoryView> {
    await this.lives.retire(actor, code, itemId, reason);
    return this.story(actor, code, itemId);
  }

  @Post(':itemId/return')
  @Api({
    summary: 'Put an exam item back: retired ones to where they stood, watched and proposed ones in use',
    ...write,
    status: 200,
    problems: ['item-in-use-already'],
  })
  async putBack(
    @CurrentActor() actor: Actor,
    @Param('category', category) code: string,
    @Param('itemId', item) itemId: string,
    @Body({ schema: itemDecision }) { reason }: ItemDecision,
  ): Promise<ItemStoryView> {
    await this.lives.putBack(actor, code, itemId, reason);
    return this.story(actor, code, itemId);
  }
}
