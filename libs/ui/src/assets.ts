import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { ICONS, iconSprite } from './icons.js';

export interface Asset {
  readonly url: string;
  readonly type: string;
  readonly etag: string;
  readonly body: Buffer;
  readonly brotli: Buffer;
  readonly gzip: Buffer;
}

export interface Assets {
  /** The hashed URL of an asset by its plain name: 'kit.css', 'app.js', 'htmx.js', 'icons.svg', 'favicon.svg', 'manifest.webmanifest'. */
  url(name: string): string;
  /** The asset behind a URL. A hashed URL never changes its content, so it may be kept for a year. */
  find(url: string): Asset | undefined;
  hasIcon(name: string): boolean;
}

const TYPES = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  webmanifest: 'application/manifest+json',
} as const;

/** The buttons of the editor for cards: a web component that only that page loads. */
const TOOLBAR = 'node_modules/@github/markdown-toolbar-element/dist/index.js';

/** All static files of the product, in memory, hashed and compressed once at start. `dev` compresses fast rather than well. */
export function createAssets(root: string, { dev = false }: { dev?: boolean } = {}): Assets {
  const own = (file: string): string => readFileSync(join(root, 'libs', 'ui', 'src', 'assets', file), 'utf8');
  const byName = new Map<string, Asset>();
  const add = (name: string, text: string): void => {
    byName.set(name, makeAsset(name, text, dev));
  };
  add('kit.css', minifyCss(styles(root)));
  add('app.js', withoutComments(own('app.js')));
  add('htmx.js', htmxBundle(root));
  add('markdown-toolbar.js', readFileSync(join(root, TOOLBAR), 'utf8'));
  add('icons.svg', iconSprite());
  add('favicon.svg', own('favicon.svg'));
  add('manifest.webmanifest', manifest((byName.get('favicon.svg') as Asset).url));
  const byUrl = new Map([...byName.values()].map((asset) => [asset.url, asset]));

  return {
    url(name) {
      const asset = byName.get(name);
      if (!asset) throw new Error(`there is no asset "${name}"`);
      return asset.url;
    },
    find: (url) => byUrl.get(url),
    hasIcon: (name) => Object.hasOwn(ICONS, name),
  };
}

function makeAsset(name: string, text: string, dev: boolean): Asset {
  const body = Buffer.from(text);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
  const [stem, extension] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.') + 1)];
  return {
    url: `/assets/${stem}.${hash}.${extension}`,
    type: TYPES[extension as keyof typeof TYPES],
    etag: `"${hash}"`,
    body,
    brotli: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: dev ? 4 : 11 } }),
    gzip: gzipSync(body, { level: dev ? 1 : 9 }),
  };
}

/** The style sheet's files in the order of their numbers; cascade layers do the rest. */
function styles(root: string): string {
  const folder = join(root, 'libs', 'ui', 'src', 'assets', 'kit');
  return readdirSync(folder)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
}

/** htmx with the two extensions we use: nonce gating with Trusted Types, and server-sent events. */
function htmxBundle(root: string): string {
  const dist = join(root, 'node_modules', 'htmx.org', 'dist');
  return ['htmx.min.js', 'ext/hx-csp.min.js', 'ext/hx-sse.min.js']
    .map((file) => readFileSync(join(dist, file), 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, ''))
    .join(';\n');
}

/** Drops indentation and lines that are comments; our own script keeps every statement on its own line. */
const withoutComments = (script: string): string =>
  script
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('//'))
    .join('\n');

/** Takes comments and idle white space out of a style sheet. Texts in quotes stay as they are. */
export function minifyCss(css: string): string {
  return css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/("[^"]*"|'[^']*')|\s+/g, (_, quoted?: string) => quoted ?? ' ')
    .replace(
      /("[^"]*"|'[^']*')|\s*([{};,>])\s*/g,
      (_, quoted?: string, mark?: string) => quoted ?? mark ?? '',
    )
    .replace(/;}/g, '}')
    .replace(/([a-z-]): /g, '$1:')
    .trim();
}

function manifest(icon: string): string {
  return JSON.stringify({
    name: 'Vaardig',
    short_name: 'Vaardig',
    start_url: '/today',
    scope: '/',
    display: 'standalone',
    background_color: '#f5f6f8',
    theme_color: '#0b5cad',
    icons: [{ src: icon, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
  });
}
