import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  anonymousActor,
  Clock,
  Config,
  type Flash,
  type FragmentView,
  kernelConfig,
  type PageView,
  projectRoot,
  SystemClock,
} from '#kernel';
import { IncidentsService, knowledgePaths } from '#knowledge';
import {
  type Assets,
  createAssets,
  createRenderer,
  navFor,
  productWords,
  type Renderer,
  type Shared,
  t,
} from '#ui';
import { csrfTokenFor } from './access.guard.js';

const FLASH = 'flash';

/** Renders pages with everything that the layouts want to know. */
@Injectable()
export class Pages {
  readonly assets: Assets;
  readonly renderer: Renderer;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly incidents: IncidentsService,
  ) {
    const root = projectRoot();
    const dev = config.get(kernelConfig).WATCH === 'on';
    this.assets = createAssets(root, { dev });
    this.renderer = createRenderer({ root, dev, words: productWords(), assets: this.assets });
  }

  /** Asks, at most every two seconds, what doesn't work right now: every page says so. */
  async freshen(): Promise<void> {
    await this.incidents.refresh();
  }

  render(view: PageView | FragmentView, request: FastifyRequest, reply: FastifyReply): string {
    const title = view.kind === 'page' ? view.title : '';
    const shared = this.sharedOf(
      request,
      title,
      view.kind === 'page' ? this.takeFlash(request, reply) : null,
    );
    return view.kind === 'page'
      ? this.renderer.page(view.view, view.model, view.layout, shared)
      : this.renderer.fragment(view.view, view.model, shared);
  }

  /** A message for the next page; it holds a word key and no personal data. */
  keepFlash(reply: FastifyReply, flash: Flash): void {
    const value = Buffer.from(JSON.stringify(flash)).toString('base64url');
    void reply.setCookie(FLASH, value, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60 });
  }

  private takeFlash(request: FastifyRequest, reply: FastifyReply): Shared['flash'] {
    const value = request.cookies[FLASH];
    if (!value) return null;
    void reply.clearCookie(FLASH, { path: '/' });
    try {
      const flash = JSON.parse(Buffer.from(value, 'base64url').toString('utf8')) as Flash;
      return productWords().has(flash.key) ? flash : null;
    } catch {
      // Somebody else's cookie: nothing of ours is lost.
      return null;
    }
  }

  private bannersIn(language: 'nl' | 'en'): { href: string; title: string }[] {
    return this.incidents
      .open(language)
      .map(({ id, title }) => ({ title, href: knowledgePaths.incident({ id }) }));
  }

  private sharedOf(request: FastifyRequest, title: string, flash: Shared['flash']): Shared {
    const actor = request.actor ?? anonymousActor;
    const cookieTheme = request.cookies['theme'];
    const offset = this.clock instanceof SystemClock ? this.clock.offsetMilliseconds : 0;
    return {
      lang: actor.language,
      theme:
        request.session?.theme ?? (cookieTheme === 'light' || cookieTheme === 'dark' ? cookieTheme : null),
      actor: { kind: actor.kind, name: actor.name, zone: actor.zone },
      nonce: request.nonce ?? '',
      csrf: request.session ? csrfTokenFor(request.session.csrfSecret) : '',
      nav: navFor(actor, request.url, (key) => t(actor.language, key)),
      flash,
      title,
      path: request.url,
      demo: this.config.demo,
      clockShifted: offset === 0 ? null : this.clock.today(actor.zone).toString(),
      keysOn: request.session?.keysOn ?? true,
      unread: request.session?.unread ?? 0,
      incidents: actor.kind === 'person' ? this.bannersIn(actor.language) : [],
    };
  }
}
