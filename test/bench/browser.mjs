// A browser as far as a bench needs one: cookies, forms, compressed answers, no waste of its own.
import http from 'node:http';
import { brotliDecompressSync } from 'node:zlib';

const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });
let visitors = 0;

export class Browser {
  #cookies = new Map();
  // Everybody has an address of their own, as far as the limit on sign-ins is concerned.
  #address = `10.1.${(visitors >> 8) & 255}.${visitors++ & 255}`;

  constructor(origin) {
    this.origin = new URL(origin);
  }

  /** One request, no redirect followed: status, headers, raw body. `more` are headers instead of a browser's own. */
  send(method, url, body, more = {}) {
    const headers = {
      'accept-encoding': 'br',
      accept: 'text/html',
      'accept-language': 'nl',
      'x-forwarded-for': this.#address,
      ...(this.#cookies.size > 0
        ? { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
        : {}),
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
      ...more,
    };
    return new Promise((resolve, reject) => {
      const request = http.request(
        { agent, host: this.origin.hostname, port: this.origin.port, method, path: url, headers },
        (response) => {
          const chunks = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            this.#keep(response.headers['set-cookie'] ?? []);
            resolve({
              status: response.statusCode,
              headers: response.headers,
              raw: Buffer.concat(chunks),
              url,
            });
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  #keep(lines) {
    for (const line of lines) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (pair.slice(at + 1) === '' || /expires=Thu, 01 Jan 1970/i.test(line))
        this.#cookies.delete(pair.slice(0, at));
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  /** Like `send`, then on to where the answer points. */
  async go(method, url, body) {
    const answer = await this.send(method, url, body);
    const { location } = answer.headers;
    if (answer.status >= 300 && answer.status < 400 && location) {
      const next = new URL(location, this.origin);
      return this.go('GET', next.pathname + next.search);
    }
    if (answer.status >= 400)
      throw new Error(`${method} ${url} answered ${answer.status}: ${textOf(answer).slice(0, 400)}`);
    return answer;
  }

  /** Opens a page and gives its HTML. */
  async open(url) {
    return htmlOf(await this.go('GET', url));
  }

  /** Sends the form of `html` whose action contains `action`, filled in; gives the page it leads to. */
  async submit(html, action) {
    const form = findForm(html, action);
    return htmlOf(await this.go('POST', form.action, form.body));
  }
}

export const htmlOf = ({ raw, headers }) =>
  (headers['content-encoding'] === 'br' ? brotliDecompressSync(raw) : raw).toString();
const textOf = (answer) =>
  htmlOf(answer)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

const decode = (text) =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;|&#39;/g, "'")
    .replace(/&#x3D;/g, '=')
    .replace(/&amp;/g, '&');
const attribute = (tag, name) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return found ? decode(found[1]) : undefined;
};

/**
 * The form whose action contains `action`, as a body that is ready to send: hidden fields, the first choice of every
 * question, one place each in an order, the first partner in a match, some text in a text field.
 */
export function findForm(html, action) {
  const form = [...html.matchAll(/<form\b[^>]*>[^]*?<\/form>/g)]
    .map(([text]) => text)
    .find((text) => attribute(text.split('>')[0], 'action')?.includes(action));
  if (!form)
    throw new Error(
      `There is no form "${action}": ${html
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .slice(0, 600)}`,
    );
  const body = new URLSearchParams();
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(tag, 'name');
    const type = attribute(tag, 'type') ?? 'text';
    if (!name || (['radio', 'checkbox'].includes(type) && body.has(name))) continue;
    body.append(name, attribute(tag, 'value') || (type === 'text' ? 'mail' : ''));
  }
  [...form.matchAll(/<select\b[^>]*>[^]*?<\/select>/g)].forEach(([text], index) => {
    const values = [...text.matchAll(/<option\b[^>]*>/g)]
      .map(([tag]) => attribute(tag, 'value'))
      .filter(Boolean);
    body.append(attribute(text, 'name'), values[Math.min(index, values.length - 1)] ?? '');
  });
  return { action: attribute(form.split('>')[0], 'action'), body: body.toString() };
}

/** `work(item)` for every item, at most `width` at the same time. */
export async function together(items, width, work) {
  const waiting = [...items.entries()];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await work(next[1], next[0]);
    }),
  );
}
