import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type Actor,
  Config,
  CurrentActor,
  Db,
  forbidden,
  kernelConfig,
  Page,
  page,
  parseForm,
  redirect,
  type View,
} from '#kernel';
import { t } from '#ui';
import { listCast } from './cast.js';
import { OidcService } from './oidc.service.js';
import { sessionsConfig } from './sessions.config.js';
import { sessionsPaths } from './sessions.paths.js';
import {
  askForLink,
  changePreferences,
  firstAdministrator,
  safeReturn,
  signInAs,
} from './sessions.schemas.js';
import { SESSION_COOKIE, SessionsService } from './sessions.service.js';

/** A link that names a language would win from the choice that was just made. */
function withoutLanguage(url: string): string {
  const [path = '/', query = ''] = url.split('?');
  const rest = new URLSearchParams(query);
  rest.delete('lang');
  return rest.size > 0 ? `${path}?${rest}` : path;
}

/** Few tries from one address: links are guessed and mailboxes are flooded by machines. Looking at a link changes nothing. */
const SLOW = { rateLimit: { max: 20, timeWindow: 60_000 } };

@Controller()
export class SessionsPages {
  constructor(
    private readonly sessions: SessionsService,
    private readonly oidc: OidcService,
    private readonly config: Config,
    private readonly db: Db,
  ) {}

  @Get('login')
  @Page({ access: ['anonymous'] })
  async login(@CurrentActor() actor: Actor, @Query('to') to?: string): Promise<View> {
    return this.loginPage(actor, safeReturn(to));
  }

  private async loginPage(
    actor: Actor,
    to: string,
    form: { errors?: object; input?: object; status?: number } = {},
  ): Promise<View> {
    const cast = this.config.demo ? await listCast(this.db.read, actor.language) : [];
    return page(
      'sessions/login',
      {
        to,
        cast,
        demo: this.config.demo,
        oidc: this.oidc.enabled,
        organisation: this.config.get(kernelConfig).ORGANISATION,
        errors: form.errors,
        input: form.input,
      },
      { title: t(actor.language, 'sessions.login_title'), layout: 'public', status: form.status ?? 200 },
    );
  }

  @Post('login/links')
  @Page({ access: ['anonymous'] })
  @RouteConfig(SLOW)
  async ask(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<View> {
    const form = parseForm(askForLink, body);
    if (!form.ok) return this.loginPage(actor, '/', { errors: form.errors, input: form.input, status: 422 });
    await this.sessions.askForLink(form.value.email);
    return page(
      'sessions/link-sent',
      { minutes: this.config.get(sessionsConfig).SIGN_IN_LINK_MINUTES, mailbox: this.config.demo },
      { title: t(actor.language, 'sessions.link_sent_title'), layout: 'public' },
    );
  }

  @Get('login/links/:token')
  @Page({ access: ['anonymous'] })
  async showLink(@CurrentActor() actor: Actor, @Param('token') token: string): Promise<View> {
    const link = await this.sessions.showLink(token);
    const view = link.personId === null ? 'sessions/first-administrator' : 'sessions/use-link';
    return page(
      view,
      { token, name: link.name },
      { title: t(actor.language, 'sessions.login_title'), layout: 'public' },
    );
  }

  @Post('login/links/:token')
  @Page({ access: ['anonymous'] })
  @RouteConfig(SLOW)
  async useLink(
    @CurrentActor() actor: Actor,
    @Param('token') token: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View> {
    const session = await this.sessions.signInByLink(token);
    if (session) {
      this.remember(reply, session.token);
      return redirect('/');
    }
    const form = parseForm(firstAdministrator, body);
    if (!form.ok) {
      return page(
        'sessions/first-administrator',
        { token, errors: form.errors, input: form.input },
        { title: t(actor.language, 'sessions.login_title'), layout: 'public', status: 422 },
      );
    }
    this.remember(reply, (await this.sessions.signInFirst(token, form.value)).token);
    // Nothing waits for them in an empty house; the overview says how to begin.
    return redirect('/hr');
  }

  @Post('login/demo')
  @Page({ access: ['anonymous'], demo: true })
  async signInAs(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<View> {
    if (!this.config.demo) throw forbidden();
    const form = parseForm(signInAs, body);
    if (!form.ok) return redirect(sessionsPaths.login());
    const session = await this.db.transaction((tx) => this.sessions.start(tx, form.value.personId, 'demo'));
    this.remember(reply, session.token);
    return redirect(safeReturn(form.value.to));
  }

  @Get('login/oidc')
  @Page({ access: ['anonymous'] })
  @RouteConfig(SLOW)
  async beginOidc(@Query('to') to?: string): Promise<View> {
    if (!this.oidc.enabled) return redirect(sessionsPaths.login());
    return redirect(await this.oidc.begin(safeReturn(to), this.callbackUrl()));
  }

  @Get('login/oidc/callback')
  @Page({ access: ['anonymous'] })
  @RouteConfig(SLOW)
  async finishOidc(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View> {
    const url = new URL(this.callbackUrl());
    url.search = new URL(request.url, 'http://localhost').search;
    const session = await this.oidc.finish(url);
    this.remember(reply, session.token);
    return redirect(safeReturn(session.returnTo));
  }

  @Post('logout')
  @Page({ access: ['employee'] })
  async logout(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View> {
    const token = request.cookies[SESSION_COOKIE];
    if (token) await this.sessions.end(token);
    void reply.clearCookie(SESSION_COOKIE, { path: '/' });
    return redirect(sessionsPaths.login(), { flash: { tone: 'ok', key: 'sessions.logged_out' } });
  }

  /** Language, theme and keys; somebody who isn't signed in keeps the choice in a cookie. */
  @Post('settings/:what')
  @Page({ access: ['anonymous'] })
  async preferences(
    @CurrentActor() actor: Actor,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<View> {
    const form = parseForm(changePreferences, body);
    if (form.ok) {
      if (actor.kind === 'person') await this.sessions.changePreferences(actor, form.value);
      const { language, theme } = form.value;
      if (language)
        void reply.setCookie('lang', language, { path: '/', sameSite: 'lax', maxAge: 31_536_000 });
      if (theme) void reply.setCookie('theme', theme, { path: '/', sameSite: 'lax', maxAge: 31_536_000 });
    }
    return redirect(withoutLanguage(safeReturn((body as { back?: unknown } | undefined)?.back)));
  }

  private remember(reply: FastifyReply, token: string): void {
    void reply.setCookie(SESSION_COOKIE, token, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.publicUrl.startsWith('https://'),
      maxAge: this.config.get(sessionsConfig).SESSION_DAYS * 86_400,
    });
  }

  private callbackUrl(): string {
    return `${this.config.publicUrl}${sessionsPaths.oidcCallback()}`;
  }
}
