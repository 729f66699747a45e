import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { personLeft } from '#events';
import { Config, Db, kernelConfig, Mailer, one, Registry, rows } from '#kernel';
import { t } from '#ui';
import { sessionsConfig } from './sessions.config.js';
import { sessionsPaths } from './sessions.paths.js';
import { SessionsService } from './sessions.service.js';

const sendLink = z.object({ personId: z.uuid() });

@Injectable()
export class SessionsListeners implements OnModuleInit {
  constructor(
    private readonly registry: Registry,
    private readonly db: Db,
    private readonly config: Config,
    private readonly mailer: Mailer,
    private readonly sessions: SessionsService,
  ) {}

  onModuleInit(): void {
    this.registry.job({
      name: 'sessions.send-link',
      run: (payload, { outboxId }) => this.sendLink(sendLink.parse(payload).personId, outboxId),
    });
    this.registry.listen({
      on: personLeft,
      name: 'sessions.end-all',
      handle: async ({ personIds }, { tx }) => {
        const changed = await this.sessions.endAllOf(tx, personIds);
        return { seen: personIds.length, changed, skipped: 0 };
      },
    });
    this.registry.schedule({
      name: 'sessions.clean-up',
      cron: '20 3 * * *',
      tz: 'UTC',
      run: async ({ now, dry }) => {
        let changed = 0;
        for (const table of ['session', 'sign_in_link', 'oidc_sign_in', 'api_token']) {
          const old = `FROM ${table} WHERE expires_at < $1::timestamptz`;
          changed += (
            await rows(this.db.read, dry ? `SELECT 1 ${old}` : `DELETE ${old} RETURNING 1`, [now.toString()])
          ).length;
        }
        return { seen: changed, changed: dry ? 0 : changed, skipped: 0 };
      },
    });
    this.registry.merging({
      lib: 'sessions',
      tables: [
        { table: 'session', stays: 'both sign in anew: a session is for one record' },
        { table: 'sign_in_link', stays: 'used up or too old within minutes' },
        { table: 'api_token', stays: 'ends with the sessions' },
        {
          table: 'person_grant',
          stays: 'rights were handed to one record; they are handed out anew by hand',
        },
        { table: 'preference', stays: 'the kept record has its own' },
        { table: 'identity', key: ['issuer', 'subject'], collides: null },
      ],
      merge: async (tx, { fromId }) => void (await this.sessions.endAllOf(tx, [fromId])),
    });
    this.registry.erasure({
      lib: 'sessions',
      tables: ['session', 'sign_in_link', 'api_token', 'person_grant', 'preference', 'identity'],
      exportOf: async (tx, personId) => ({
        sessions: await rows(tx, 'SELECT created_at, seen_at, expires_at FROM session WHERE person_id = $1', [
          personId,
        ]),
        preferences: await rows(tx, 'SELECT language, theme, keys_on FROM preference WHERE person_id = $1', [
          personId,
        ]),
        grants: await rows(tx, 'SELECT granted, granted_at FROM person_grant WHERE person_id = $1', [
          personId,
        ]),
      }),
      erase: async (tx, personId) => {
        for (const table of [
          'session',
          'sign_in_link',
          'api_token',
          'person_grant',
          'preference',
          'identity',
        ]) {
          await rows(tx, `DELETE FROM ${table} WHERE person_id = $1`, [personId]);
        }
      },
    });
  }

  /** A fresh link is made at each try: the token is nowhere but in the mail. */
  private async sendLink(personId: string, outboxId: string): Promise<void> {
    const minutes = this.config.get(sessionsConfig).SIGN_IN_LINK_MINUTES;
    const person = await one<{ name: string; email: string | null; language: 'nl' | 'en' }>(
      this.db.read,
      `SELECT p.display_name AS name, p.email, coalesce(f.language, p.language) AS language
       FROM person p LEFT JOIN preference f ON f.person_id = p.id WHERE p.id = $1`,
      [personId],
    );
    if (!person?.email) return;
    const token = await this.db.transaction((tx) => this.sessions.makeLink(tx, personId, minutes));
    const url = `${this.config.publicUrl}${sessionsPaths.useLink({ token })}`;
    const words = { name: person.name, minutes, organisation: this.config.get(kernelConfig).ORGANISATION };
    const say = (key: string) => t(person.language, `sessions.mail_${key}`, words);
    await this.mailer.send({
      to: person.email,
      subject: say('subject'),
      text: `${say('greeting')}\n\n${say('text')}\n\n${url}\n\n${say('ignore')}\n`,
      html: `<!doctype html><html lang="${person.language}"><head><meta charset="utf-8"><title>${escape(say('subject'))}</title></head><body><p>${escape(say('greeting'))}</p><p>${escape(say('text'))}</p><p><a href="${escape(url)}">${escape(say('button'))}</a></p><p>${escape(say('ignore'))}</p></body></html>`,
      key: `sign-in-${outboxId}`,
    });
  }
}

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
