import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Actor, audit, Clock, Db, may, personOf, type Tx } from '#kernel';
import { type FrontDoorSettings, ladder, type LadderStep } from './front-door.js';
import { readFrontDoor, readWishes, writeFrontDoor, writeWish } from './front-door.queries.js';
import { canSetFrontDoor } from './knowledge.access.js';
import { knowledgePaths } from './knowledge.paths.js';
import { RUNG_MINUTES, type MeasuredRungs } from './ports.js';
import type { ChannelWish } from './service.js';

/** Where the other rungs begin, with what was typed so far: links for whoever sends somebody on. */
export const FrontDoor = {
  help: (): string => knowledgePaths.help(),
  ask: (trail: string | null): string => knowledgePaths.ask({ trail }),
  ticket: (trail: string | null): string => knowledgePaths.newTicket({ trail }),
  card: (slug: string): string => knowledgePaths.card({ slug }),
} as const;

/** How people like to be helped: asked once, changed whenever they want. */
@Injectable()
export class ChannelWishes {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** The wish of each of these people; null for who never said. */
  async of(tx: Tx, personIds: readonly string[]): Promise<Map<string, ChannelWish | null>> {
    const found = await readWishes(tx, personIds);
    return new Map(personIds.map((id) => [id, found.get(id) ?? null]));
  }

  async choose(actor: Actor, wish: ChannelWish): Promise<void> {
    await writeWish(this.db.read, personOf(actor), wish, this.clock.now().toString());
  }
}

/** The order of rungs and the minutes they take. */
@Injectable()
export class FrontDoorService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    @Optional() @Inject(RUNG_MINUTES) private readonly measured?: MeasuredRungs,
  ) {}

  settings(): Promise<FrontDoorSettings> {
    return readFrontDoor(this.db.read);
  }

  /** The three rungs with their minutes: measured where enough is known, else what HR expects. */
  async ladder(): Promise<readonly LadderStep[]> {
    const [{ minutes }, measured] = await Promise.all([this.settings(), this.measured?.(this.db.read) ?? []]);
    return ladder(minutes, measured);
  }

  async set(actor: Actor, settings: FrontDoorSettings): Promise<void> {
    may(canSetFrontDoor(actor));
    await this.db.transaction(async (tx) => {
      await writeFrontDoor(tx, settings);
      const subject = { type: 'front-door', id: 'front-door' };
      const changes = { kinds: settings.kinds, minutes: settings.minutes };
      await audit(tx, actor, { action: 'front-door.set', subject, changes }, this.clock.now());
    });
  }
}
