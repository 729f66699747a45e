import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import { PeopleReads } from './people.reads.js';
import {
  peopleFilter,
  type PeopleFilter,
  peoplePage,
  personDetail,
  type PersonDetail,
  type PersonItem,
} from './people.schemas.js';

@Controller('api/v1/people')
export class PeopleController {
  constructor(private readonly people: PeopleReads) {}

  @Get()
  @Api({
    summary:
      'People: everybody for HR; for others themselves and the people they lead, with name, job and team',
    access: ['employee'],
    scope: 'people:read',
    returns: peoplePage,
  })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: peopleFilter }) filter: PeopleFilter,
  ): Promise<{ items: PersonItem[]; next: string | null }> {
    return this.people.list(actor, filter);
  }

  @Get(':id')
  @Api({
    summary: 'One person: all HR facts for HR and for the person, name, job and team for who leads them',
    access: ['employee'],
    scope: 'people:read',
    returns: personDetail,
  })
  show(@CurrentActor() actor: Actor, @Param('id', { schema: z.uuid() }) id: string): Promise<PersonDetail> {
    return this.people.show(actor, id);
  }
}
