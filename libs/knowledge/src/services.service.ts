import { Inject, Injectable, Optional } from '@nestjs/common';
import { type Actor, audit, Clock, Db, may, notFound, type Tx } from '#kernel';
import { slugOf } from './card.js';
import { isIt } from './knowledge.access.js';
import { nameTaken } from './knowledge.problems.js';
import { FACILITY_RIGHTS, type FacilityRights, SERVICE_AWARENESS, type ServiceAwareness } from './ports.js';
import { countWords, dropDocuments, putDocuments } from './search-docs.js';
import { findService, listServices, type ServiceRow, writeServices } from './services.queries.js';
import type { SaveService, ServiceView } from './services.schemas.js';

/** Fewer answers than this say nothing about how many know a service. */
const FEWEST_ANSWERS = 5;

/** What IT offers: what it is, how one reaches it, when, and who may. */
@Injectable()
export class ServicesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    @Optional() @Inject(FACILITY_RIGHTS) private readonly rights?: FacilityRights,
    @Optional() @Inject(SERVICE_AWARENESS) private readonly awareness?: ServiceAwareness,
  ) {}

  /** Services in use, in the reader's language, by name. */
  async list(actor: Actor): Promise<ServiceView[]> {
    const found = (await listServices(this.db.read)).filter(({ isRetired }) => !isRetired);
    const views = await this.views(actor, found);
    return views.sort((a, b) => a.name.localeCompare(b.name, actor.language));
  }

  async read(actor: Actor, slug: string): Promise<ServiceView> {
    const found = await findService(this.db.read, { slug });
    if (!found || found.isRetired) throw notFound('service');
    const [view] = await this.views(actor, [found]);
    if (!view) throw notFound('service');
    return view;
  }

  /** All of them, retired ones too, for IT. */
  async all(actor: Actor): Promise<ServiceRow[]> {
    may(isIt(actor));
    return listServices(this.db.read);
  }

  async open(actor: Actor, id: string): Promise<ServiceRow> {
    may(isIt(actor));
    const found = await findService(this.db.read, { id });
    if (!found) throw notFound('service');
    return found;
  }

  /** Writes a service; its name makes the URL of a new one, and that stays. Gives its id. */
  async save(actor: Actor, id: string | null, input: SaveService): Promise<string> {
    may(isIt(actor));
    return this.db.transaction(async (tx) => {
      const before = id === null ? undefined : await findService(tx, { id });
      if (id !== null && !before) throw notFound('service');
      const slug = before?.slug ?? slugOf(input.body.nl.name);
      if (!before && (await findService(tx, { slug }))) throw nameTaken();
      const [written] = await this.write(tx, [{ ...input, slug }]);
      if (!written) throw new Error('the service was not stored');
      const subject = { type: 'service', id: written };
      const action = before ? 'service.changed' : 'service.made';
      await audit(tx, actor, { action, subject, changes: { channel: input.channel } }, this.clock.now());
      return written;
    });
  }

  /** Writes services and brings the search to what they say. */
  async write(tx: Tx, services: readonly Omit<ServiceRow, 'id'>[]): Promise<string[]> {
    const ids = await writeServices(tx, services, this.clock.now().toString());
    await dropDocuments(
      tx,
      'service',
      services.filter(({ isRetired }) => isRetired).map(({ slug }) => slug),
    );
    await putDocuments(
      tx,
      services
        .filter(({ isRetired }) => !isRetired)
        .flatMap(({ slug, body, channel }) =>
          (['nl', 'en'] as const).map((language) => ({
            ...{ kind: 'service' as const, ref: slug, language, personId: null, skill: null, weight: 1 },
            ...{ title: body[language].name, summary: body[language].what, said: channel },
            text: `${body[language].how}\n${body[language].hours}`,
          })),
        ),
    );
    await countWords(tx);
    return ids;
  }

  private async views(actor: Actor, services: readonly ServiceRow[]): Promise<ServiceView[]> {
    const tx = this.db.read;
    const needsRights = services.some(({ facility }) => facility !== null) && actor.personId !== null;
    const [rights, known] = await Promise.all([
      needsRights && this.rights ? this.rights(tx, actor.personId ?? '') : [],
      this.awareness?.(tx) ?? [],
    ]);
    return services.map(({ slug, body, isHuman, channel, address, facility }) => {
      const right = rights.find(({ code }) => code === facility);
      const aware = known.find(({ service, n }) => service === slug && n >= FEWEST_ANSWERS);
      return {
        ...{ slug, ...body[actor.language], isHuman, channel, address },
        right: right ? { isAllowed: right.isAllowed, category: right.category } : null,
        known: aware ? { percent: Math.round(aware.share * 100), n: aware.n } : null,
      };
    });
  }
}
