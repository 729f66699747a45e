import { Injectable } from '@nestjs/common';
import { Db, notFound } from '#kernel';
import { CatalogueService } from './catalogue.service.js';
import {
  listFirstOfChange,
  listPublications,
  listVersionPairs,
  type PublicationRow,
} from './changes.queries.js';
import { type PartChange, toChange } from './change.js';
import type { CatalogueLesson, Snapshot } from './snapshot.js';

/** A lesson that was updated after people had learned it. */
export interface UpdatedLesson {
  readonly lesson: CatalogueLesson;
  /** The first published version that holds the update, and when it came. */
  readonly since: number;
  readonly at: Date;
  readonly words: { readonly nl: string; readonly en: string };
}

interface Known {
  readonly publication: number;
  readonly lessons: readonly UpdatedLesson[];
  readonly items: ReadonlyMap<string, number>;
}

/** What publications changed, and what of it matters to people who knew the former version. */
@Injectable()
export class ContentChanges {
  private known: Known | undefined;

  constructor(
    private readonly db: Db,
    private readonly catalogue: CatalogueService,
  ) {}

  /** The newest publications first. */
  publications(limit: number): Promise<PublicationRow[]> {
    return listPublications(this.db.read, limit);
  }

  /** What one publication did to items and lessons. */
  async of(publication: number): Promise<PartChange[]> {
    const { publication: newest } = await this.catalogue.current();
    if (publication > newest) throw notFound('publication');
    return (await listVersionPairs(this.db.read, publication)).map(toChange);
  }

  /**
   * Lessons with an update that people who knew them should read. Read once for each publication, and never from the
   * database while no lesson has one.
   */
  async updatedLessons(): Promise<readonly UpdatedLesson[]> {
    return (await this.load()).lessons;
  }

  /** Items whose former answers no longer hold, each with the first published version whose answers count. */
  async invalidatedItems(): Promise<ReadonlyMap<string, number>> {
    return (await this.load()).items;
  }

  private async load(): Promise<Known> {
    const snapshot = await this.catalogue.current();
    if (this.known?.publication !== snapshot.publication) this.known = await this.read(snapshot);
    return this.known;
  }

  private async read({ publication, lessons, items }: Snapshot): Promise<Known> {
    const updated = [...lessons.values()].filter(({ status, change }) => status !== 'retired' && change);
    const invalid = [...items.values()].filter(({ body }) => body.change?.type === 'invalidating');
    const first = (kind: 'item' | 'lesson', of: readonly { readonly id: string }[]) =>
      of.length === 0
        ? []
        : listFirstOfChange(
            this.db.read,
            kind,
            of.map(({ id }) => id),
          );
    const [ofLessons, ofItems] = await Promise.all([first('lesson', updated), first('item', invalid)]);
    return {
      publication,
      items: new Map(ofItems.map(({ id, since }) => [id, since])),
      lessons: ofLessons.flatMap(({ id, since, at }) => {
        const lesson = lessons.get(id);
        return lesson?.change
          ? [{ lesson, since, at, words: { nl: lesson.change.nl, en: lesson.change.en } }]
          : [];
      }),
    };
  }
}
