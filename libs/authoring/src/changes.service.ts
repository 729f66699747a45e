import { Injectable } from '@nestjs/common';
import { ContentChanges, type PartChange } from '#catalogue';
import { type Actor, may } from '#kernel';
import { canAuthor } from './authoring.access.js';
import type { PublicationView } from './changes.schemas.js';

/** More than anybody looks back at; every publication stays in the catalogue. */
const MOST = 50;

/** What publications changed, for those who write the content. */
@Injectable()
export class ChangesService {
  constructor(private readonly changes: ContentChanges) {}

  /** The newest publications first. */
  async list(actor: Actor): Promise<PublicationView[]> {
    may(canAuthor(actor));
    const found = await this.changes.publications(MOST);
    return found.map(({ publishedAt, ...rest }) => ({ ...rest, publishedAt: publishedAt.toISOString() }));
  }

  /** Items and lessons of one publication, each with the type of its change. */
  async of(actor: Actor, publication: number): Promise<PartChange[]> {
    may(canAuthor(actor));
    return this.changes.of(publication);
  }
}
