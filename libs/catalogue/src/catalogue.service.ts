import { Injectable } from '@nestjs/common';
import {
  fillEmployerWords,
  outline,
  type Content,
  type EmployerNames,
  type Item,
  type Outline,
  type Skill,
} from '#content';
import { audit, Clock, Config, Db, hasGrant, may, notFound, type Actor, type Tx } from '#kernel';
import { catalogueConfig, employerNames } from './catalogue.config.js';
import { meaningChanged } from './catalogue.problems.js';
import {
  addMedia,
  addPublication,
  addVersions,
  currentPublication,
  findMedia,
  findVersion,
  listNewest,
  listPublished,
  lockPublishing,
  retireParts,
} from './catalogue.queries.js';
import {
  makeSnapshot,
  poolKey,
  toItem,
  toLesson,
  type CatalogueCourse,
  type CatalogueItem,
  type CatalogueLesson,
  type Category,
  type Snapshot,
} from './snapshot.js';

export interface Receipt {
  /** The publication's number, or the current one when there was nothing to publish. */
  readonly publication: number;
  readonly added: number;
  readonly changed: number;
  readonly retired: number;
  readonly unchanged: number;
}

/** How long a process may go on with what it knows before it asks whether somebody published. */
const FRESH_MS = 1000;

/** The published courses, lessons, items and skills. Reads come from memory; publishing writes new versions. */
@Injectable()
export class CatalogueService {
  private readonly names: EmployerNames;
  private snapshot: Snapshot | undefined;
  private askedAt = 0;
  /** Versions are final, so an old one that was read once never has to be read again. */
  private readonly oldItems = new Map<string, CatalogueItem>();

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.names = employerNames(config.get(catalogueConfig));
  }

  /**
   * Makes the checked content the current one, in one transaction: a new version of what changed, a retired version
   * of what no file mentions any more, nothing for the rest.
   *
   * Refuses the whole publication when an item's right answer or choices changed under the same author's version.
   */
  async publish(actor: Actor, content: Content): Promise<Receipt> {
    const receipt = await this.db.transaction(async (tx) => {
      await lockPublishing(tx);
      may(hasGrant(actor, 'author') || hasGrant(actor, 'admin'));
      const plan = outline(content, await listPublished(tx));
      if (plan.questions.length > 0)
        throw meaningChanged({ items: plan.questions.map(({ id }) => id).join(', ') });
      return this.write(tx, actor, content, plan);
    });
    this.snapshot = undefined;
    return receipt;
  }

  private async write(tx: Tx, actor: Actor, content: Content, plan: Outline): Promise<Receipt> {
    const counts = {
      added: plan.added.length,
      changed: plan.changed.length,
      retired: plan.retired.length,
      unchanged: plan.unchanged,
    };
    if (counts.added + counts.changed + counts.retired === 0) {
      return { publication: await currentPublication(tx), ...counts };
    }
    const at = this.clock.now();
    const publication = await addPublication(tx, { at: at.toString(), by: actor.personId, ...counts });
    await addVersions(tx, publication, [...plan.added, ...plan.changed]);
    await retireParts(tx, publication, plan.retired);
    await addMedia(tx, content.media);
    const subject = { type: 'publication', id: String(publication) };
    await audit(tx, actor, { action: 'content.published', subject, changes: counts }, at);
    return { publication, ...counts };
  }

  /** A text with the employer's own words in place of `{{org.…}}`, for libs that keep texts of their own. */
  fillWords(text: string, language: 'nl' | 'en'): string {
    return fillEmployerWords(text, this.names[language]);
  }

  /** What publishing this content would change. */
  async preview(content: Content): Promise<Outline> {
    return outline(content, await listPublished(this.db.read));
  }

  /** Everything that is published, from memory. Another process's publication is seen within a second. */
  async current(tx: Tx = this.db.read): Promise<Snapshot> {
    const now = performance.now();
    if (this.snapshot && now - this.askedAt < FRESH_MS) return this.snapshot;
    const publication = await currentPublication(tx);
    if (this.snapshot?.publication !== publication) {
      this.snapshot = makeSnapshot(publication, await listNewest(tx), this.names);
    }
    this.askedAt = now;
    return this.snapshot;
  }

  /** A category by its letter or number; retired ones too, for people who still hold the licence. */
  async getCategory(tx: Tx, category: string): Promise<Category> {
    const found = (await this.current(tx)).categories.get(category);
    if (!found) throw notFound('category');
    return found;
  }

  /** The categories somebody can earn now, in order of their letter. */
  async listCategories(tx: Tx): Promise<Category[]> {
    const { categories } = await this.current(tx);
    return [...categories.values()]
      .filter(({ status }) => status !== 'retired')
      .sort((a, b) => (a.category < b.category ? -1 : 1));
  }

  /** Items that may be asked now (pilot or active) of a skill, or of every skill of a category. */
  async listItems(
    tx: Tx,
    filter: ({ readonly category: string } | { readonly skill: string }) & { readonly use: Item['use'] },
  ): Promise<CatalogueItem[]> {
    const { pools, categories } = await this.current(tx);
    const skills = 'skill' in filter ? [filter.skill] : (categories.get(filter.category)?.skills ?? []);
    return skills.flatMap((skill) => pools.get(poolKey(skill, filter.use)) ?? []);
  }

  /** One version of an item, however old; without a version the newest. */
  async getItem(tx: Tx, id: string, version?: number): Promise<CatalogueItem> {
    const newest = (await this.current(tx)).items.get(id);
    if (newest && (version === undefined || newest.version === version)) return newest;
    if (version === undefined) throw notFound('item');
    const key = `${id}@${version}`;
    const known = this.oldItems.get(key);
    if (known) return known;
    const row = await findVersion(tx, 'item', id, version);
    if (!row) throw notFound('item');
    const item = toItem(row, this.names);
    this.oldItems.set(key, item);
    return item;
  }

  /** One version of a lesson; without a version the newest, retired or not. */
  async getLesson(tx: Tx, id: string, version?: number): Promise<CatalogueLesson> {
    const newest = (await this.current(tx)).lessons.get(id);
    if (newest && (version === undefined || newest.version === version)) return newest;
    const row = version === undefined ? undefined : await findVersion(tx, 'lesson', id, version);
    if (!row) throw notFound('lesson');
    return toLesson(row, this.names);
  }

  /** Courses people can see now, by code. */
  async listCourses(tx: Tx): Promise<CatalogueCourse[]> {
    return (await this.current(tx)).courses.filter(({ status }) => status !== 'retired');
  }

  async getCourse(tx: Tx, slug: string): Promise<CatalogueCourse> {
    const found = (await this.current(tx)).courses.find((course) => course.slug === slug);
    if (!found) throw notFound('course');
    return found;
  }

  /** The lessons of a course in its order, or those that teach the skills of a category in the order of its path. */
  async listLessons(
    tx: Tx,
    filter: { readonly course: string } | { readonly category: string },
  ): Promise<CatalogueLesson[]> {
    const { courses, lessons, categories, paths } = await this.current(tx);
    const ofCourses = (list: readonly CatalogueCourse[]): CatalogueLesson[] =>
      list
        .filter(({ status }) => status !== 'retired')
        .flatMap((course) => course.lessons.flatMap((id) => lessons.get(id) ?? []))
        .filter(({ status }) => status !== 'retired');
    if ('course' in filter) return ofCourses(courses.filter(({ slug }) => slug === filter.course));
    const asked = new Set(categories.get(filter.category)?.skills);
    const order = paths.find(({ licence }) => licence === filter.category)?.courses ?? [];
    const rank = (course: CatalogueCourse): number =>
      order.includes(course.id) ? order.indexOf(course.id) : order.length;
    return ofCourses([...courses].sort((a, b) => rank(a) - rank(b))).filter(({ skill }) => asked.has(skill));
  }

  /** Skills that are taught now. */
  async listSkills(tx: Tx): Promise<Skill[]> {
    return [...(await this.current(tx)).skills.values()].filter(({ status }) => status !== 'retired');
  }

  async getMedia(hash: string): Promise<{ contentType: string; bytes: Buffer }> {
    const found = await findMedia(this.db.read, hash);
    if (!found) throw notFound('picture');
    return found;
  }
}
