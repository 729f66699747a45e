import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { CatalogueService } from '#catalogue';
import { type Actor, CurrentActor, Db, Page, page, signInNeeded } from '#kernel';
import { t } from '#ui';
import { LessonAdvice } from './lesson-advice.js';
import { pathsPaths } from './paths.paths.js';
import { coursePage, learnPage } from './paths.presenter.js';
import { PathsService } from './paths.service.js';

const learnQuery = z.object({
  category: z.string().max(3).optional(),
  /** The skill of the lesson that was finished a moment ago: its event may still be on its way. */
  done: z.string().max(40).optional(),
});

@Controller()
export class PathsPages {
  constructor(
    private readonly paths: PathsService,
    private readonly advice: LessonAdvice,
    private readonly catalogue: CatalogueService,
    private readonly db: Db,
  ) {}

  @Get('learn')
  @Page({ access: ['employee'] })
  async learn(
    @CurrentActor() actor: Actor,
    @Query({ schema: learnQuery }) query: z.output<typeof learnQuery>,
  ) {
    const title = t(actor.language, 'paths.title');
    const categories = await this.catalogue.listCategories(this.db.read);
    const code = query.category ?? categories[0]?.category;
    if (code === undefined) return page('paths/nothing-yet', {}, { title });
    const now = await this.paths.get(this.db.read, ownId(actor), code, actor.zone, query.done);
    // The road stays in its order; the one next thing is what helps this person most.
    const next = await this.advice.apply(actor, now.next, now.path.stations, (id) =>
      pathsPaths.lesson({ id }),
    );
    return page('paths/learn', learnPage({ ...now, next }, categories, actor.language), { title });
  }

  @Get('courses/:slug')
  @Page({ access: ['employee'] })
  async course(@CurrentActor() actor: Actor, @Param('slug', { schema: z.string().max(100) }) slug: string) {
    const { course, path } = await this.paths.ofCourse(this.db.read, ownId(actor), slug);
    return page('paths/course', coursePage(course, path, actor.language), {
      title: course.title[actor.language],
    });
  }
}

/** A path is one's own: nobody else's can be asked for. */
export function ownId(actor: Actor): string {
  if (actor.personId === null) throw signInNeeded();
  return actor.personId;
}
