import { Controller, Get, Param } from '@nestjs/common';
import type { PartChange } from '#catalogue';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  partChangeList,
  publicationList,
  publicationParam,
  type PublicationView,
} from './changes.schemas.js';
import { ChangesService } from './changes.service.js';

const read = { access: ['author', 'admin'], scope: 'authoring:read' } as const;

@Controller('api/v1/author/publications')
export class ChangesController {
  constructor(private readonly changes: ChangesService) {}

  @Get()
  @Api({ summary: 'Publications, the newest first', ...read, returns: publicationList })
  async list(@CurrentActor() actor: Actor): Promise<{ items: PublicationView[] }> {
    return { items: await this.changes.list(actor) };
  }

  @Get(':id/changes')
  @Api({
    summary:
      'What a publication did to items and lessons: cosmetic, update or invalidating, with its author’s words',
    ...read,
    returns: partChangeList,
  })
  async of(
    @CurrentActor() actor: Actor,
    @Param('id', { schema: publicationParam }) id: number,
  ): Promise<{ items: PartChange[] }> {
    return { items: await this.changes.of(actor, id) };
  }
}
