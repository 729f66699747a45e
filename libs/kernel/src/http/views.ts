import type { FastifyRequest } from 'fastify';

export type Layout = 'app' | 'exam' | 'public';

export interface PageView {
  readonly kind: 'page';
  readonly view: string;
  readonly model: Readonly<Record<string, unknown>>;
  /** Already translated. */
  readonly title: string;
  readonly layout: Layout;
  readonly status: number;
}

export interface FragmentView {
  readonly kind: 'fragment';
  readonly view: string;
  readonly model: Readonly<Record<string, unknown>>;
  readonly status: number;
}

export interface Flash {
  readonly tone: 'ok' | 'info' | 'warn' | 'bad';
  readonly key: string;
  readonly args?: Readonly<Record<string, string | number>>;
}

export interface Redirect {
  readonly kind: 'redirect';
  readonly to: string;
  readonly flash?: Flash;
}

export interface FileDownload {
  readonly kind: 'file';
  readonly body: string | Buffer;
  readonly contentType: string;
  readonly fileName: string;
}

export type View = PageView | FragmentView | Redirect | FileDownload;

const VIEW = Symbol.for('vaardig:view');
const mark = <T extends View>(view: T): T => Object.defineProperty(view, VIEW, { value: true });

/** A whole page. `title` is text already translated; `status: 422` is the same form with its errors. */
export function page(
  view: string,
  model: Readonly<Record<string, unknown>>,
  options: { title: string; layout?: Layout; status?: number },
): PageView {
  return mark({
    kind: 'page',
    view,
    model,
    title: options.title,
    layout: options.layout ?? 'app',
    status: options.status ?? 200,
  });
}

/** A piece of a page, for htmx. */
export function fragment(view: string, model: Readonly<Record<string, unknown>>, status = 200): FragmentView {
  return mark({ kind: 'fragment', view, model, status });
}

/** 303 to another page, with an optional message shown there once. */
export function redirect(to: string, options: { flash?: Flash } = {}): Redirect {
  return mark({ kind: 'redirect', to, ...(options.flash ? { flash: options.flash } : {}) });
}

/** A file to save. */
export function download(fileName: string, contentType: string, body: string | Buffer): FileDownload {
  return mark({ kind: 'file', body, contentType, fileName });
}

export function isView(value: unknown): value is View {
  return typeof value === 'object' && value !== null && VIEW in value;
}

/** htmx asks for a piece, not for a page. */
export function isFragment(request: FastifyRequest): boolean {
  return request.headers['hx-request'] === 'true' && request.headers['hx-request-type'] !== 'full';
}
