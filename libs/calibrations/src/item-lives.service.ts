import { Injectable } from '@nestjs/common';
import { type CatalogueItem, CatalogueService, type Category } from '#catalogue';
import { type Actor, audit, Clock, Db, may, ProcessEnd, notFound } from '#kernel';
import { AnswerSources } from './answer-source.js';
import { lookApart } from './arithmetic.js';
import { type BankTrouble, bankWithout } from './bank-without.js';
import { toBankItem } from './calibrated-bank.js';
import { canCalibrate } from './calibrations.access.js';
import { nothingToPutBack, notRetirable } from './calibrations.problems.js';
import { lockCategory } from './calibrations.queries.js';
import { type ItemLife, type ItemMove, moveFor, welcome } from './item-lives.js';
import { findInUse, insertMoves, listLives, listMoves, type ToldMove } from './item-lives.queries.js';
import { wordingsOf } from './wordings.js';

/** An item of a licence's exams with where it stands. */
export interface LivingItem {
  readonly item: CatalogueItem;
  /** Without a history: published since the last night. */
  readonly life: ItemLife | null;
}

export interface ItemStory extends LivingItem {
  readonly category: Category;
  readonly moves: readonly ToldMove[];
  /** What retiring it would do to the exams; empty when nothing, or when it is retired already. */
  readonly troubles: readonly BankTrouble[];
}

/** What a night saw and wrote down about the items of one licence. */
export interface LookReport {
  readonly category: string;
  readonly items: number;
  readonly watched: number;
  readonly proposed: number;
  readonly moves: number;
}

interface Decision {
  readonly action: string;
  readonly move: (life: ItemLife) => ItemMove | undefined;
  readonly refusal: () => Error;
}

/** The lives of exam items: looked after every night, and ended or given back by a person. */
@Injectable()
export class ItemLives {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly catalogue: CatalogueService,
    private readonly sources: AnswerSources,
    private readonly end: ProcessEnd,
  ) {}

  /** Gives new items their first line, and finds those that drift or are worn. Nothing leaves the exams by this. */
  async look(actor: Actor, category: string, { dry = false } = {}): Promise<LookReport> {
    may(canCalibrate(actor));
    const tx = this.db.read;
    const at = this.clock.now().toString();
    const bank = (await this.catalogue.listItems(tx, { category, use: 'exam' })).map(toBankItem);
    const answers = await this.sources.get().examAnswers(tx, { category, before: at, seed: category });
    const wordings = await wordingsOf(tx, this.catalogue, answers);
    const inUse = await findInUse(tx, category);
    const known = await listLives(tx, category);
    const look = { answers, wordings, lives: stillAsked(known, bank), ...inUse };
    const seen = await lookApart(look, this.end.signal);
    const moves = await this.db.transaction(async (own) => {
      await lockCategory(own, category);
      const lives = byId(await listLives(own, category));
      const found = [...welcome(bank, lives), ...seen.filter((move) => stillStands(move, lives))];
      if (!dry) await insertMoves(own, actor, category, found, at);
      return found;
    });
    const count = (event: string) => moves.filter((move) => move.event === event).length;
    return {
      ...{ category, items: bank.length, moves: moves.length },
      ...{ watched: count('suspected'), proposed: count('proposed') },
    };
  }

  /** All items that exams of a licence may ask, and those that were retired from them. */
  async list(actor: Actor, code: string): Promise<{ category: Category; items: LivingItem[] }> {
    may(canCalibrate(actor));
    const category = await this.catalogue.getCategory(this.db.read, code);
    const items = await this.catalogue.listItems(this.db.read, { category: code, use: 'exam' });
    const lives = byId(await listLives(this.db.read, code));
    return { category, items: items.map((item) => ({ item, life: lives.get(item.id) ?? null })) };
  }

  async story(actor: Actor, code: string, itemId: string): Promise<ItemStory> {
    const { category, items } = await this.list(actor, code);
    const found = items.find(({ item }) => item.id === itemId);
    if (!found) throw notFound('item');
    const asked = items.filter(({ life }) => life?.state !== 'retired').map(({ item }) => item);
    const isAsked = found.life?.state !== 'retired';
    const courses = await this.catalogue.listCourses(this.db.read);
    return {
      ...{ ...found, category, moves: await listMoves(this.db.read, code, itemId) },
      troubles: isAsked ? bankWithout(itemId, asked, category, courses) : [],
    };
  }

  /** No new exam asks it, in any licence; exams that run go on with it. */
  retire(actor: Actor, code: string, itemId: string, reason: string): Promise<void> {
    const move = (life: ItemLife) =>
      moveFor(life, { kind: 'retired', because: 'person' }, { because: reason });
    return this.decide(actor, code, itemId, { action: 'item.retired', move, refusal: notRetirable });
  }

  /** Back to where it stood when it was retired; or, watched or proposed for retirement, in use as before. */
  putBack(actor: Actor, code: string, itemId: string, reason: string): Promise<void> {
    const by = actor.personId ?? actor.name;
    const why = { because: reason };
    const move = (life: ItemLife) => {
      if (life.state === 'retired')
        return moveFor(life, { kind: 'put-back', by, before: life.before ?? 'pilot' }, why);
      if (life.state === 'watch') return moveFor(life, { kind: 'cleared', by }, why);
      return life.isProposed ? moveFor(life, { kind: 'kept', by }, why) : undefined;
    };
    return this.decide(actor, code, itemId, { action: 'item.put-back', move, refusal: nothingToPutBack });
  }

  /** Decides for every licence that asks the item; only the one that the person looks at can refuse. */
  private async decide(
    actor: Actor,
    code: string,
    itemId: string,
    { action, move, refusal }: Decision,
  ): Promise<void> {
    may(canCalibrate(actor));
    const { item } = await this.story(actor, code, itemId);
    const licences = (await this.catalogue.listCategories(this.db.read)).filter(({ skills }) =>
      skills.includes(item.skill),
    );
    const at = this.clock.now().toString();
    await this.db.transaction(async (tx) => {
      for (const { category } of licences) {
        await lockCategory(tx, category);
        const life = byId(await listLives(tx, category)).get(itemId) ?? newborn(item);
        const decided = move(life);
        if (!decided && category === code) throw refusal();
        if (!decided) continue;
        await insertMoves(tx, actor, category, [decided], at);
        const { because, fromState, state } = decided;
        const changes = { category, from: fromState, to: state, reason: because };
        await audit(tx, actor, { action, subject: { type: 'item', id: itemId }, changes }, at);
      }
    });
  }
}

const byId = (lives: readonly ItemLife[]): ReadonlyMap<string, ItemLife> =>
  new Map(lives.map((life) => [life.itemId, life]));

/** Somebody may have decided while the night was still computing; then their word holds. */
function stillStands({ itemId, event, fromState }: ItemMove, lives: ReadonlyMap<string, ItemLife>): boolean {
  const state = lives.get(itemId)?.state;
  return event === 'proposed' ? state !== undefined && state !== 'retired' : state === fromState;
}

/** Lives of items that are asked today, in today's wording: the rest has nothing to say. */
function stillAsked(
  lives: readonly ItemLife[],
  bank: readonly { readonly id: string; readonly authorVersion: number }[],
): ItemLife[] {
  const asked = new Map(bank.map(({ id, authorVersion }) => [id, authorVersion]));
  return lives.filter(({ itemId, authorVersion }) => asked.get(itemId) === authorVersion);
}

/** An item that was published since the last night: exams ask it already, so it is a pilot. */
function newborn({ id, body }: CatalogueItem): ItemLife {
  return {
    ...{ itemId: id, authorVersion: body.version, state: 'pilot', before: null, because: null },
    ...{ isProposed: false, isCleared: false, at: new Date(0), trustedAt: null, countedFrom: null },
  };
}
