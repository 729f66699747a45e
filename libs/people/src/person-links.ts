import { Injectable } from '@nestjs/common';
import type { Language } from '#kernel';
import { t } from '#ui';

export interface PersonLink {
  /** The words of the link, in the lib that adds it. */
  readonly key: string;
  href(personId: string): string;
}

/**
 * What a person's page leads to besides what this lib knows: each lib that has a page about one person adds its own when
 * its pages start. Who may see a person's page must be let in there as well.
 */
@Injectable()
export class PersonLinks {
  private readonly links: PersonLink[] = [];

  add(link: PersonLink): void {
    this.links.push(link);
  }

  /** In the order in which they were added. */
  of(personId: string, language: Language): { label: string; href: string }[] {
    return this.links.map((link) => ({ label: t(language, link.key), href: link.href(personId) }));
  }
}
