import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  Clock,
  Config,
  Db,
  enqueue,
  type Grant,
  hasGrant,
  isSelf,
  may,
  notFound,
  one,
  rows,
  systemActor,
  type Tx,
} from '#kernel';
import { PeopleService } from '#people';
import type { ChangePreferences, FirstAdministrator } from './sessions.schemas.js';
import { sessionsConfig } from './sessions.config.js';
import { linkUsed, notEmployed } from './sessions.problems.js';
import {
  beginSession,
  findLink,
  listByEmail,
  selectSession,
  SELECT_TOKEN,
  type SignedIn,
  useFirstLink,
} from './sessions.queries.js';
import { hashOf, newToken } from './token.js';

export const SESSION_COOKIE = 'vaardig_session';

export interface NewSession {
  readonly token: string;
  readonly personId: string;
}

/** Signing in and out, API tokens, grants and preferences. */
@Injectable()
export class SessionsService {
  private statement = selectSession('0');

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly people: PeopleService,
  ) {}

  /** Lets another lib's count ride along with every look-up of a session: a scalar subquery over `p.id`. */
  alsoCount(unread: string): void {
    this.statement = selectSession(unread);
  }

  /** Who holds this session cookie, if anybody. Touches the session at most once an hour. */
  async findBySession(token: string): Promise<SignedIn | undefined> {
    const now = this.clock.now();
    const found = await this.look('session-by-token', this.statement, token);
    if (found && now.epochMilliseconds - found.seenAt.getTime() > 3_600_000) {
      await rows(this.db.read, 'UPDATE session SET seen_at = $2, expires_at = $3 WHERE token_hash = $1', [
        hashOf(token),
        now.toString(),
        this.sessionEnd(),
      ]);
    }
    return found;
  }

  /** Who this API token acts for, if it is known and not too old. */
  async findByToken(token: string): Promise<SignedIn | undefined> {
    return this.look('person-by-api-token', SELECT_TOKEN, token);
  }

  private async look(name: string, statement: string, token: string): Promise<SignedIn | undefined> {
    const found = await this.db.prepared<SignedIn>(name, statement, [
      hashOf(token),
      // On every request: a Date writes itself down in a tenth of the time.
      new Date(this.clock.now().epochMilliseconds).toISOString(),
      this.clock.today('UTC').toString(),
    ]);
    return found[0];
  }

  /** Starts a session; refused for somebody whose employment has ended. */
  async start(tx: Tx, personId: string, how: 'link' | 'demo' | 'oidc'): Promise<NewSession> {
    const session = await this.begin(tx, { personId }, how);
    if (!session) throw notEmployed();
    return session;
  }

  private async begin(
    where: Db | Tx,
    of: { linkHash: Buffer } | { personId: string },
    how: 'link' | 'demo' | 'oidc',
  ): Promise<NewSession | undefined> {
    const token = newToken();
    const personId = await beginSession(
      where,
      of,
      {
        tokenHash: hashOf(token),
        csrfSecret: newToken(),
        expiresAt: this.sessionEnd(),
        today: this.clock.today('UTC').toString(),
      },
      {
        actor: systemActor('sessions'),
        at: this.clock.now(),
        action: 'session.started',
        subjectType: 'person',
        changes: { how },
      },
    );
    return personId === undefined ? undefined : { token, personId };
  }

  async end(token: string): Promise<void> {
    await rows(this.db.read, 'DELETE FROM session WHERE token_hash = $1', [hashOf(token)]);
  }

  /** Ends every session and API token of these people: they left. */
  async endAllOf(tx: Tx, personIds: readonly string[]): Promise<number> {
    const ended = await rows(tx, 'DELETE FROM session WHERE person_id = ANY($1) RETURNING 1', [personIds]);
    const tokens = await rows(tx, 'DELETE FROM api_token WHERE person_id = ANY($1) RETURNING 1', [personIds]);
    return ended.length + tokens.length;
  }

  /**
   * Asks for a sign-in link. The answer is the same for a known and an unknown address; the mail goes out by a job.
   */
  async askForLink(email: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const known = await listByEmail(tx, email);
      for (const person of known) await enqueue(tx, 'sessions.send-link', { personId: person.id });
    });
  }

  /** Makes a link that signs this person in once. */
  async makeLink(tx: Tx, personId: string | null, minutes: number): Promise<string> {
    const token = newToken();
    await rows(tx, 'INSERT INTO sign_in_link (token_hash, person_id, expires_at) VALUES ($1, $2, $3)', [
      hashOf(token),
      personId,
      this.clock.now().add({ minutes }).toString(),
    ]);
    return token;
  }

  /** Whom the link is for; shown before it is used, because mail scanners open links. */
  async showLink(token: string): Promise<{ personId: string | null; name: string | null }> {
    const link = await findLink(this.db.read, hashOf(token), this.clock.now().toString());
    if (!link) throw linkUsed();
    return link;
  }

  /** Refused when the link is unknown, used or too old. Undefined when it is the first administrator's. */
  async signInByLink(token: string): Promise<NewSession | undefined> {
    const session = await this.begin(this.db, { linkHash: hashOf(token) }, 'link');
    if (session) return session;
    const { personId } = await this.showLink(token);
    if (personId !== null) throw notEmployed();
    return undefined;
  }

  /** The one-time link of a new installation: makes its first HR administrator. */
  async signInFirst(token: string, input: FirstAdministrator): Promise<NewSession> {
    return this.db.transaction(async (tx) => {
      if (!(await useFirstLink(tx, hashOf(token), this.clock.now().toString()))) throw linkUsed();
      const personId = await this.people.addPerson(tx, input);
      for (const grant of ['hr', 'admin'] as const) await this.insertGrant(tx, personId, grant);
      return this.start(tx, personId, 'link');
    });
  }

  /** Is anybody here yet who may administer? */
  async hasAdministrator(): Promise<boolean> {
    return (await one(this.db.read, "SELECT 1 FROM person_grant WHERE granted = 'admin'")) !== undefined;
  }

  async grant(tx: Tx, actor: Actor, personId: string, grant: Grant): Promise<void> {
    may(hasGrant(actor, 'admin'));
    await this.insertGrant(tx, personId, grant);
    await audit(
      tx,
      actor,
      { action: 'person.granted', subject: { type: 'person', id: personId }, changes: { grant } },
      this.clock.now(),
    );
  }

  private async insertGrant(tx: Tx, personId: string, grant: Grant): Promise<void> {
    await rows(
      tx,
      'INSERT INTO person_grant (person_id, granted, granted_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [personId, grant, this.clock.now().toString()],
    );
  }

  /** Makes an API token for a person; the token is shown once and never stored. */
  async createToken(
    actor: Actor,
    input: { personId: string; hours: number; scopes: readonly string[] },
  ): Promise<{ token: string; expiresAt: string }> {
    return this.db.transaction(async (tx) => {
      may(isSelf(actor, input.personId) || hasGrant(actor, 'admin'));
      await this.mustBeEmployed(tx, input.personId);
      const token = newToken();
      const now = this.clock.now();
      const expiresAt = now.add({ minutes: Math.round(input.hours * 60) }).toString();
      await rows(
        tx,
        'INSERT INTO api_token (token_hash, person_id, scopes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)',
        [hashOf(token), input.personId, input.scopes, now.toString(), expiresAt],
      );
      await audit(
        tx,
        actor,
        {
          action: 'api-token.created',
          subject: { type: 'person', id: input.personId },
          changes: { scopes: input.scopes, expiresAt },
        },
        now,
      );
      return { token, expiresAt };
    });
  }

  /** Changes language, theme or quiz keys of the actor; what is not named stays. */
  async changePreferences(actor: Actor, input: ChangePreferences): Promise<void> {
    if (actor.personId === null) throw notFound('person');
    await rows(
      this.db.read,
      `INSERT INTO preference (person_id, language, theme, keys_on) VALUES ($1, $2, $3, coalesce($4, true))
       ON CONFLICT (person_id) DO UPDATE SET
         language = coalesce(excluded.language, preference.language),
         theme = CASE WHEN $5 THEN NULL ELSE coalesce(excluded.theme, preference.theme) END,
         keys_on = coalesce($4, preference.keys_on)`,
      [
        actor.personId,
        input.language ?? null,
        input.theme === 'auto' ? null : (input.theme ?? null),
        input.keys === undefined ? null : input.keys === 'on',
        input.theme === 'auto',
      ],
    );
  }

  private async mustBeEmployed(tx: Tx, personId: string): Promise<void> {
    const today = this.clock.today('UTC');
    if (await this.people.isEmployed(tx, personId, today)) return;
    // Somebody without any employment is not from the HR file: the first administrator.
    const known = await one(tx, 'SELECT 1 FROM employment WHERE person_id = $1', [personId]);
    if (known) throw notEmployed();
  }

  private sessionEnd(): string {
    return this.clock
      .now()
      .add({ hours: 24 * this.config.get(sessionsConfig).SESSION_DAYS })
      .toString();
  }
}

/** The language in which each person reads: their own choice, else what HR recorded. */
export async function languagesOf(tx: Tx, personIds: readonly string[]): Promise<Map<string, 'nl' | 'en'>> {
  const found = await rows<{ id: string; language: 'nl' | 'en' }>(
    tx,
    `SELECT p.id, coalesce(f.language, p.language) AS language FROM person p LEFT JOIN preference f ON f.person_id = p.id
     WHERE p.id = ANY($1)`,
    [personIds],
  );
  return new Map(found.map(({ id, language }) => [id, language]));
}
