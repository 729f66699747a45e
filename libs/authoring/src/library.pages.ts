import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, CurrentActor, Page, page, type PageView } from '#kernel';
import { t } from '#ui';
import { courseShelfPage, itemsPage, libraryPage } from './library.presenter.js';
import { itemParam, type ItemsQuery, itemsQuery, slugParam } from './library.schemas.js';
import { LibraryService } from './library.service.js';
import { ReportsService } from './reports.service.js';
import { itemPreviewPage, lessonPreviewPage } from './preview.presenter.js';

const author = { access: ['author', 'admin'] } as const;

/** What is published, for its authors: courses, items by state, and every screen as learners see it. */
@Controller('author')
export class LibraryPages {
  constructor(
    private readonly library: LibraryService,
    private readonly reports: ReportsService,
  ) {}

  @Get()
  @Page(author)
  async courses(@CurrentActor() actor: Actor): Promise<PageView> {
    const { language } = actor;
    return page('authoring/library', libraryPage(language, await this.library.courses(actor)), {
      title: t(language, 'authoring.title'),
    });
  }

  @Get('courses/:slug')
  @Page(author)
  async course(
    @CurrentActor() actor: Actor,
    @Param('slug', { schema: slugParam }) slug: string,
  ): Promise<PageView> {
    const model = courseShelfPage(actor.language, await this.library.course(actor, slug));
    return page('authoring/course', model, { title: model.title });
  }

  @Get('items')
  @Page(author)
  async items(
    @CurrentActor() actor: Actor,
    @Query({ schema: itemsQuery }) query: ItemsQuery,
  ): Promise<PageView> {
    const { language } = actor;
    const found = await this.library.items(actor, query, query);
    const courses = await this.library.courses(actor);
    return page('authoring/items', itemsPage(language, found, query, courses), {
      title: t(language, 'authoring.items_title'),
    });
  }

  @Get('items/:id')
  @Page(author)
  async item(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: itemParam }) id: string,
  ): Promise<PageView> {
    const { language } = actor;
    const shown = await this.library.item(actor, id);
    const model = itemPreviewPage(language, shown, await this.reports.openOn(actor, id));
    return page('authoring/item', model, { title: t(language, 'authoring.item_title', { id }) });
  }

  @Get('lessons/:id')
  @Page(author)
  async lesson(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<PageView> {
    const model = lessonPreviewPage(actor.language, await this.library.lesson(actor, id));
    return page('authoring/lesson', model, { title: model.title });
  }
}
