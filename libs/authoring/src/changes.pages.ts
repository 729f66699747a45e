import { Controller, Get, Query } from '@nestjs/common';
import { CatalogueService } from '#catalogue';
import { type Actor, CurrentActor, Db, Page, page, type PageView } from '#kernel';
import { t } from '#ui';
import { changesPage } from './changes.presenter.js';
import { changesQuery, type ChangesQuery } from './changes.schemas.js';
import { ChangesService } from './changes.service.js';

/** What each publication changed. */
@Controller('author/changes')
export class ChangesPages {
  constructor(
    private readonly changes: ChangesService,
    private readonly catalogue: CatalogueService,
    private readonly db: Db,
  ) {}

  @Get()
  @Page({ access: ['author', 'admin'] })
  async show(
    @CurrentActor() actor: Actor,
    @Query({ schema: changesQuery }) query: ChangesQuery,
  ): Promise<PageView> {
    const { language } = actor;
    const list = await this.changes.list(actor);
    const chosen = query.publication ?? list[0]?.id;
    const changes = chosen === undefined ? [] : await this.changes.of(actor, chosen);
    const { lessons } = await this.catalogue.current(this.db.read);
    const titleOf = (id: string): string => lessons.get(id)?.text[language].title ?? id;
    const model = changesPage(language, { list, chosen, changes, titleOf });
    return page('authoring/changes', model, { title: t(language, 'authoring.changes_title') });
  }
}
