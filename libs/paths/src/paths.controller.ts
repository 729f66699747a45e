import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { CatalogueService } from '#catalogue';
import { type Actor, Api, CurrentActor, Db } from '#kernel';
import { ownId } from './paths.pages.js';
import { pathView, presentPath, type PathView } from './paths.presenter.js';
import { PathsService } from './paths.service.js';

@Controller('api/v1/paths')
export class PathsController {
  constructor(
    private readonly paths: PathsService,
    private readonly catalogue: CatalogueService,
    private readonly db: Db,
  ) {}

  @Get()
  @Api({
    summary: 'List your own paths, one for each licence category',
    access: ['employee'],
    scope: 'paths:read',
    returns: z.object({ items: z.array(pathView), next: z.null() }),
  })
  async list(@CurrentActor() actor: Actor): Promise<{ items: PathView[]; next: null }> {
    const categories = await this.catalogue.listCategories(this.db.read);
    const items = await Promise.all(
      categories.map(async ({ category }) =>
        presentPath(await this.paths.get(this.db.read, ownId(actor), category, actor.zone)),
      ),
    );
    return { items, next: null };
  }

  @Get(':category')
  @Api({
    summary: 'Show your own path to a licence',
    access: ['employee'],
    scope: 'paths:read',
    returns: pathView,
  })
  async show(
    @CurrentActor() actor: Actor,
    @Param('category', { schema: z.string().max(3) }) category: string,
  ): Promise<PathView> {
    return presentPath(await this.paths.get(this.db.read, ownId(actor), category, actor.zone));
  }
}
