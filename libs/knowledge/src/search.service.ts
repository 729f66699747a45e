import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Actor, audit, Clock, Db, may, personOf, rows, type Tx } from '#kernel';
import { type FrontDoorSettings, inOrder, type Kind } from './front-door.js';
import { readFrontDoor } from './front-door.queries.js';
import { addGap, closeGap, type GapRow, listGaps, namesAmong } from './gaps.queries.js';
import { canWriteCards, isIt } from './knowledge.access.js';
import { COLLEAGUES, type Colleagues, type Helper } from './ports.js';
import { addSynonyms, countWords } from './search-docs.js';
import { findHits, type Hit } from './search.queries.js';
import { TrailsService } from './trails.service.js';
import { askedWords, gapText, plainText } from './words.js';

export interface Found {
  readonly kind: Kind;
  readonly hit: Hit | null;
  /** For the kind "colleague". */
  readonly helpers: readonly Helper[];
}

export interface Findings {
  /** In HR's order of kinds. */
  readonly results: readonly Found[];
  /** No card answers it; what comes is only near. */
  readonly isGap: boolean;
}

/** Below this share of what was asked, a card is only near. */
export const ANSWERS_FROM = 0.34;
/** Cards far below the best one are noise; other kinds must hold most of what was asked. */
export const CLOSE_TO_BEST = 0.3;
const SHOWN: Readonly<Partial<Record<Kind, number>>> = {
  incident: 3,
  card: 5,
  lesson: 2,
  service: 2,
  ticket: 3,
};
const QUESTION_LENGTH = 300;

/** One search over everything that may help, and what it never found. */
@Injectable()
export class SearchService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly trails: TrailsService,
    @Optional() @Inject(COLLEAGUES) private readonly colleagues?: Colleagues,
  ) {}

  /** What answers a question, kind by kind in HR's order. A question without an answer is counted as a gap, without who asked. */
  async find(actor: Actor, question: string): Promise<Findings> {
    const tx = this.db.read;
    const asked = question.slice(0, QUESTION_LENGTH);
    const [settings, hits] = await Promise.all([
      readFrontDoor(tx),
      findHits(tx, askedWords(asked), {
        phrase: plainText(asked),
        personId: actor.personId,
        language: actor.language,
      }),
    ]);
    const isGap = !hits.some(
      ({ kind, coverage }) => (kind === 'card' || kind === 'incident') && coverage >= ANSWERS_FROM,
    );
    if (isGap) await this.keepGap(actor, asked);
    return { results: await this.arrange(actor, settings, hits), isGap };
  }

  /** As `find`, and a trail begins with the words: its id goes along to a colleague or to IT. */
  async findOnTrail(actor: Actor, question: string): Promise<Findings & { readonly trail: string }> {
    const found = await this.find(actor, question);
    return {
      ...found,
      trail: await this.trails.begin(this.db.read, actor, question.slice(0, QUESTION_LENGTH)),
    };
  }

  private async arrange(actor: Actor, { kinds }: FrontDoorSettings, hits: readonly Hit[]): Promise<Found[]> {
    const best = Math.max(0, ...hits.filter(({ kind }) => kind === 'card').map(({ score }) => score));
    const shown = (Object.entries(SHOWN) as [Kind, number][]).flatMap(([kind, most]) =>
      hits
        .filter(
          (hit) =>
            hit.kind === kind &&
            (kind === 'card' ? hit.score >= best * CLOSE_TO_BEST : hit.coverage >= ANSWERS_FROM),
        )
        .slice(0, most)
        .map((hit): Found => ({ kind, hit, helpers: [] })),
    );
    const skills = [
      ...new Set(hits.filter(({ kind }) => kind === 'card').flatMap(({ skill }) => skill ?? [])),
    ].slice(0, 2);
    const helpers =
      this.colleagues && skills.length > 0 && actor.personId !== null
        ? await this.colleagues(this.db.read, actor, skills)
        : [];
    const people: Found[] =
      helpers.length > 0 ? [{ kind: 'colleague', hit: null, helpers: helpers.slice(0, 3) }] : [];
    return inOrder([...shown, ...people], kinds);
  }

  private async keepGap(actor: Actor, question: string): Promise<void> {
    const names = await namesAmong(this.db.read, plainText(question).split(' '));
    const text = gapText(question, names);
    if (text !== '') await addGap(this.db.read, text, actor.language, this.clock.now().toString());
  }

  /** What was asked most and found no answer, for those who write cards. */
  async gaps(actor: Actor): Promise<GapRow[]> {
    may(canWriteCards(actor));
    return listGaps(this.db.read, 100);
  }

  /** There is an answer now, or there need not be one. */
  async closeGap(actor: Actor, text: string): Promise<void> {
    may(canWriteCards(actor));
    await closeGap(this.db.read, text, this.clock.now().toString());
  }

  async synonyms(actor: Actor): Promise<string[][]> {
    may(isIt(actor));
    const found = await rows<{ words: string[] }>(
      this.db.read,
      'SELECT words FROM search_synonym ORDER BY words',
    );
    return found.map(({ words }) => words);
  }

  /** Replaces the list; groups of fewer than two different words are left out. */
  async setSynonyms(actor: Actor, groups: readonly (readonly string[])[]): Promise<number> {
    may(isIt(actor));
    personOf(actor);
    const plain = groups.map((group) => [...new Set(group.map(plainText))].filter((word) => word !== ''));
    const kept = plain.filter((group) => group.length >= 2);
    await this.db.transaction(async (tx: Tx) => {
      await rows(tx, 'DELETE FROM search_synonym');
      await addSynonyms(tx, kept);
      await countWords(tx);
      const subject = { type: 'synonyms', id: 'synonyms' };
      await audit(
        tx,
        actor,
        { action: 'synonyms.set', subject, changes: { groups: kept.length } },
        this.clock.now(),
      );
    });
    return kept.length;
  }
}
