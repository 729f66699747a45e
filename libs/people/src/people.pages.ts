import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  Db,
  hasGrant,
  Page,
  page,
  type PageView,
  redirect,
  type Redirect,
} from '#kernel';
import { t } from '#ui';
import { ImportsReads } from './imports.reads.js';
import { peoplePaths } from './people.paths.js';
import { PeopleReads } from './people.reads.js';
import { PEOPLE_STATES, peopleFilter, type PeopleFilter } from './people.schemas.js';
import { PeopleService } from './people.service.js';
import { PersonLinks } from './person-links.js';
import { personPage, personRow } from './person-page.presenter.js';

/** People as HR keeps them; leaders see the people they lead, in three words. */
@Controller()
export class PeoplePages {
  constructor(
    private readonly people: PeopleReads,
    private readonly service: PeopleService,
    private readonly imports: ImportsReads,
    private readonly links: PersonLinks,
    private readonly db: Db,
  ) {}

  @Get('people')
  @Page({ access: ['hr', 'manager'] })
  async list(
    @CurrentActor() actor: Actor,
    @Query({ schema: peopleFilter }) filter: PeopleFilter,
  ): Promise<PageView> {
    const { items, next } = await this.people.list(actor, filter);
    const { q, team, state } = filter;
    const teams = hasGrant(actor, 'hr') ? await this.service.listTeams(this.db.read) : [];
    return page(
      'people/people',
      {
        people: items.map((person) => personRow(actor.language, person)),
        isHr: hasGrant(actor, 'hr'),
        q,
        team,
        state,
        teams: teams.map(({ code, name, path }) => ({
          value: code,
          label: `${'– '.repeat(path.split('/').length - 3)}${name}`,
        })),
        states: PEOPLE_STATES.map((value) => ({ value, label: t(actor.language, `people.state_${value}`) })),
        next: next === null ? null : peoplePaths.list({ q, team, state, after: next }),
        first: filter.after ? peoplePaths.list({ q, team, state }) : null,
      },
      { title: t(actor.language, 'people.title') },
    );
  }

  @Get('people/:id')
  @Page({ access: ['employee'] })
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<PageView | Redirect> {
    const person = await this.people.show(actor, id);
    if (person.mergedInto !== null) return redirect(peoplePaths.show({ id: person.mergedInto }));
    const names = await this.imports.namesOf(person.history);
    return page(
      'people/person',
      {
        ...personPage(actor.language, actor.zone, person, names),
        links: this.links.of(id, actor.language),
        back: actor.isManager || hasGrant(actor, 'hr') ? peoplePaths.list() : null,
      },
      { title: person.name },
    );
  }
}
