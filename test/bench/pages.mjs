// Bytes over the wire of a first view with an empty cache, beside the budgets of the page classes.
import { Browser, htmlOf } from './browser.mjs';

const KB = 1024;
/** Brotli bytes and requests per page class. `total` is row 7 of the performance table: an aim of half of it. */
const BUDGETS = {
  learner: { html: 12 * KB, css: 9 * KB, js: 20 * KB, requests: 8, total: 88_000 },
  quiz: { html: 8 * KB, css: 9 * KB, js: 22 * KB, requests: 7, total: 88_000 },
  table: { html: 30 * KB, css: 9 * KB, js: 20 * KB, requests: 8 },
  public: { html: 6 * KB, css: 9 * KB, js: 0, requests: 4 },
};

/** Everything that a browser fetches for this page: the document, and what its HTML and style sheets name. */
export async function weigh(browser, name, kind, url) {
  const document = await browser.go('GET', url);
  const html = htmlOf(document);
  const sizes = { html: document.raw.length, css: 0, js: 0, other: 0 };
  const tags = [...html.matchAll(/<(?:link|script|img|use)\b[^>]*?\s(?:href|src)="([^"#]+)/g)].map(
    ([, target]) => target,
  );
  const waiting = [...new Set(tags.filter((target) => target.startsWith('/assets/')))];
  const seen = new Set(waiting);
  for (let target = waiting.shift(); target; target = waiting.shift()) {
    const asset = await new Browser(browser.origin.origin).go('GET', target);
    const type = asset.headers['content-type'] ?? '';
    sizes[/css/.test(type) ? 'css' : /javascript/.test(type) ? 'js' : 'other'] += asset.raw.length;
    if (!/css/.test(type)) continue;
    for (const [, nested] of htmlOf(asset).matchAll(/url\(["']?(\/[^"')#]+)/g)) {
      if (!seen.has(nested)) waiting.push(nested);
      seen.add(nested);
    }
  }
  const ours = {
    ...sizes,
    requests: 1 + seen.size,
    total: Object.values(sizes).reduce((sum, size) => sum + size, 0),
  };
  const budget = BUDGETS[kind];
  const over = Object.keys(budget).filter((what) => ours[what] > budget[what]);
  return {
    name,
    url: url.replace(/[0-9a-f-]{36}/, ':id'),
    ours,
    budget,
    over,
    ok: over.length === 0,
    htmlBytes: Buffer.byteLength(html),
  };
}
