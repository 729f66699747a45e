import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import { itemDetailView, lessonDetailView, shelfItemOf } from './library.views.js';
import {
  type ItemDetail,
  itemDetail,
  itemParam,
  type ItemsQuery,
  itemsQuery,
  type LessonDetail,
  lessonDetail,
  shelfCourseList,
  shelfItemList,
  type ShelfItemView,
} from './library.schemas.js';
import type { ShelfCourse } from './library.js';
import { LibraryService } from './library.service.js';

const read = { access: ['author', 'admin'], scope: 'authoring:read' } as const;

@Controller('api/v1/author')
export class LibraryController {
  constructor(private readonly library: LibraryService) {}

  @Get('courses')
  @Api({
    summary: 'Courses with their owner, review day and what stands on their shelf',
    ...read,
    returns: shelfCourseList,
  })
  async courses(@CurrentActor() actor: Actor): Promise<{ items: ShelfCourse[] }> {
    return { items: await this.library.courses(actor) };
  }

  @Get('items')
  @Api({ summary: 'Published items by course, skill, use, state or words', ...read, returns: shelfItemList })
  async items(
    @CurrentActor() actor: Actor,
    @Query({ schema: itemsQuery }) query: ItemsQuery,
  ): Promise<{ total: number; items: ShelfItemView[]; next: string | null }> {
    const { total, items, next } = await this.library.items(actor, query, query);
    return { total, items: items.map(shelfItemOf), next };
  }

  @Get('items/:id')
  @Api({
    summary: 'An item with its keys, rule problems, notes and reading level',
    ...read,
    returns: itemDetail,
  })
  async item(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: itemParam }) id: string,
  ): Promise<ItemDetail> {
    return itemDetailView(await this.library.item(actor, id));
  }

  @Get('lessons/:id')
  @Api({
    summary: 'A lesson in both languages with rule problems and reading level',
    ...read,
    returns: lessonDetail,
  })
  async lesson(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<LessonDetail> {
    return lessonDetailView(await this.library.lesson(actor, id));
  }
}
