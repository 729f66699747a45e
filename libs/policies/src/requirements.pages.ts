import { Controller, Get, type OnModuleInit, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, Db, page, Page } from '#kernel';
import type { Actor, View } from '#kernel';
import { PeopleService, peoplePaths, PersonLinks } from '#people';
import { formatDate, t } from '#ui';
import { HeadOffice } from './head-office.js';
import { policiesPaths } from './policies.paths.js';
import { presentOwn, presentRequirement } from './policies.presenter.js';
import { asOfQuery, requirementFilter } from './policies.schemas.js';
import { RequirementsAsOfService } from './requirements-as-of.service.js';
import { REQUIREMENT_FILTERS } from './requirements.lists.js';
import type { RequirementFilter } from './requirements.lists.js';
import { RequirementsService } from './requirements.service.js';

const uuid = { schema: z.uuid() };
type Asked = z.output<typeof requirementFilter>;

/** The lists behind the numbers. */
@Controller('policies')
export class RequirementsPages implements OnModuleInit {
  constructor(
    private readonly requirements: RequirementsService,
    private readonly asOf: RequirementsAsOfService,
    private readonly headOffice: HeadOffice,
    private readonly db: Db,
    private readonly people: PeopleService,
    private readonly personLinks: PersonLinks,
  ) {}

  onModuleInit(): void {
    this.personLinks.add({ key: 'policies.person_link', href: (id) => policiesPaths.ofPerson({ id }) });
  }

  @Get('requirements')
  @Page({ access: ['hr'] })
  all(@CurrentActor() actor: Actor, @Query({ schema: requirementFilter }) query: Asked): Promise<View> {
    return this.list(actor, null, query);
  }

  @Get('expiring')
  @Page({ access: ['hr'] })
  async expiring(@CurrentActor() actor: Actor): Promise<View> {
    const { language } = actor;
    const rows = (await this.requirements.listExpiring(actor)).map((one) => ({
      ...one,
      until: formatDate(language, one.validUntil),
    }));
    return page('policies/expiring', { rows }, { title: t(language, 'policies.expiring_title') });
  }

  /** What is asked of one person on a day, why, since when, until when, and what would change it. */
  @Get('people/:id')
  @Page({ access: ['employee'] })
  async ofPerson(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Query() query: unknown,
  ): Promise<View> {
    const { language } = actor;
    const read = asOfQuery.safeParse(query);
    const asOf = read.success ? read.data.asOf : undefined;
    const found = await this.asOf.show(actor, id, asOf);
    const isSelf = actor.personId === id;
    const { displayName: name } = await this.people.getPerson(this.db.read, id);
    const title = t(language, 'policies.person_title', { self: isSelf ? 'yes' : 'no', name });
    const model = {
      id,
      title,
      back: isSelf ? null : { href: peoplePaths.show({ id }), label: name },
      asOf: asOf ?? this.headOffice.today(),
      isWrongDay:
        !read.success && typeof query === 'object' && query !== null && 'asOf' in query && query.asOf !== '',
      rows: found.map((one) => presentOwn(one, language)),
    };
    return page('policies/person', model, { title });
  }

  @Get(':id/requirements')
  @Page({ access: ['hr'] })
  ofPolicy(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Query({ schema: requirementFilter }) query: Asked,
  ): Promise<View> {
    return this.list(actor, id, query);
  }

  private async list(actor: Actor, id: string | null, query: Asked): Promise<View> {
    const { language } = actor;
    const { items, next } = await this.requirements.list(actor, { policyId: id, ...query });
    const url = (filter: RequirementFilter, after: string | null = null): string =>
      id === null
        ? policiesPaths.allRequirements({ filter, after })
        : policiesPaths.requirements({ id, filter, after });
    const model = {
      back: id === null ? policiesPaths.list() : policiesPaths.show({ id }),
      tabs: REQUIREMENT_FILTERS.map((filter) => ({
        label: t(language, `policies.filter_${filter.replace('-', '_')}`),
        href: url(filter),
        current: filter === query.filter,
      })),
      rows: items.map((one) => presentRequirement(one, language)),
      next: next === null ? null : url(query.filter, next),
      first: query.after === undefined ? null : url(query.filter),
    };
    return page('policies/requirements', model, { title: t(language, 'policies.requirements_title') });
  }
}
