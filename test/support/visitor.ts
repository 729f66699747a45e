import supertest from 'supertest';

type Server = Parameters<typeof supertest>[0];
type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A page as a browser without JavaScript sees it. */
export interface SeenPage {
  readonly status: number;
  readonly url: string;
  readonly html: string;
  /** Text without tags, white space folded. */
  readonly text: string;
}

/** Somebody with a browser and no JavaScript: links, forms, cookies. */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  private page: SeenPage = { status: 0, url: '/', html: '', text: '' };

  constructor(private readonly server: Server) {}

  get current(): SeenPage {
    return this.page;
  }

  async signInAs(personId: string): Promise<void> {
    await this.send('post', '/login/demo', { personId });
  }

  /** Opens a page, following redirects. */
  async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<SeenPage> {
    return this.send('get', url, undefined, headers);
  }

  /**
   * Fills in and sends the form on the current page whose action is (or contains) `action`: hidden and prefilled fields
   * go along as a browser would send them. `button` names the submit button by its name=value or visible text.
   */
  async submit(action: string, fields: Fields = {}, button?: string): Promise<SeenPage> {
    const form = formsOf(this.page.html).find(
      (candidate) => candidate.action.includes(action) && (!button || candidate.html.includes(button)),
    );
    if (!form)
      throw new Error(
        `There is no form to "${action}" on ${this.page.url}:\n${this.page.text.slice(0, 1500)}`,
      );
    const values: Record<string, string | readonly string[] | undefined> = {
      ...form.fields,
      ...buttonOf(form.html, button),
      ...fields,
    };
    const target = buttonAction(form.html, button) ?? form.action;
    if (form.method === 'get') {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(values))
        for (const one of [value ?? []].flat()) query.append(name, one);
      return this.send('get', `${target.split('?')[0]}?${query.toString()}`);
    }
    return this.send('post', target, values);
  }

  /** Sends a form with a file to `url`, with the token of the current page. */
  async upload(
    url: string,
    field: string,
    file: { name: string; bytes: Buffer },
    fields: Readonly<Record<string, string>> = {},
  ): Promise<SeenPage> {
    const token = /name="_csrf" value="([^"]+)"/.exec(this.page.html)?.[1] ?? '';
    let request = supertest(this.server)
      .post(url)
      .set('cookie', this.cookieLine())
      .field('_csrf', decode(token));
    for (const [name, value] of Object.entries(fields)) request = request.field(name, value);
    const response = await request.attach(field, file.bytes, file.name);
    return this.arrive(url, response);
  }

  private async send(
    method: 'get' | 'post',
    url: string,
    fields?: Fields,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<SeenPage> {
    let request = supertest(this.server)
      [method](url)
      .set('cookie', this.cookieLine())
      .set('accept', 'text/html')
      .set(headers);
    if (method === 'post') {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields ?? {}))
        for (const one of [value ?? []].flat()) body.append(name, one);
      request = request.type('form').send(body.toString());
    }
    return this.arrive(url, await request);
  }

  private async arrive(url: string, response: supertest.Response): Promise<SeenPage> {
    for (const line of response.get('Set-Cookie') ?? []) {
      const [pair = ''] = line.split(';');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const location = response.headers['location'];
    if (location && response.status >= 300 && response.status < 400)
      return this.open(
        new URL(location, 'http://localhost').pathname + new URL(location, 'http://localhost').search,
      );
    const html = response.text ?? '';
    this.page = { status: response.status, url, html, text: textOf(html) };
    return this.page;
  }

  private cookieLine(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

interface SeenForm {
  readonly action: string;
  readonly method: string;
  readonly html: string;
  readonly fields: Record<string, string | string[]>;
}

function formsOf(html: string): SeenForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([^]*?)<\/form>/g)].map(([, attributes = '', inner = '']) => ({
    action: decode(attributeOf(attributes, 'action') ?? ''),
    method: (attributeOf(attributes, 'method') ?? 'get').toLowerCase(),
    html: inner,
    fields: fieldsOf(inner),
  }));
}

function fieldsOf(inner: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {};
  const add = (name: string, value: string) => {
    const known = fields[name];
    fields[name] = known === undefined ? value : [known, value].flat();
  };
  for (const [, attributes = ''] of inner.matchAll(/<input\b([^>]*)>/g)) {
    const name = attributeOf(attributes, 'name');
    const type = attributeOf(attributes, 'type') ?? 'text';
    if (!name || /\bdisabled\b/.test(attributes) || ['submit', 'file', 'button'].includes(type)) continue;
    if (['radio', 'checkbox'].includes(type) && !/\bchecked\b/.test(attributes)) continue;
    add(name, decode(attributeOf(attributes, 'value') ?? (type === 'checkbox' ? 'on' : '')));
  }
  for (const [, attributes = '', content = ''] of inner.matchAll(/<textarea\b([^>]*)>([^]*?)<\/textarea>/g)) {
    const name = attributeOf(attributes, 'name');
    if (name) add(name, decode(content).replace(/^\n/, ''));
  }
  for (const [, attributes = '', content = ''] of inner.matchAll(/<select\b([^>]*)>([^]*?)<\/select>/g)) {
    const name = attributeOf(attributes, 'name');
    const options = [...content.matchAll(/<option\b([^>]*)>/g)].map(([, own = '']) => own);
    const chosen = options.find((own) => /\bselected\b/.test(own)) ?? options[0];
    if (name && chosen !== undefined) add(name, decode(attributeOf(chosen, 'value') ?? ''));
  }
  return fields;
}

const buttons = (inner: string) =>
  [...inner.matchAll(/<button\b([^>]*)>([^]*?)<\/button>/g)].map(([, attributes = '', content = '']) => ({
    attributes,
    text: textOf(content),
  }));

function findButton(inner: string, button: string | undefined) {
  if (!button) return buttons(inner).length === 1 ? buttons(inner)[0] : undefined;
  const [name, value] = button.split('=');
  return buttons(inner).find(
    ({ attributes, text }) =>
      text.includes(button) ||
      (attributeOf(attributes, 'name') === name &&
        (value === undefined || attributeOf(attributes, 'value') === value)),
  );
}

function buttonOf(inner: string, button: string | undefined): Record<string, string> {
  const found = findButton(inner, button);
  const name = found && attributeOf(found.attributes, 'name');
  return name ? { [name]: decode(attributeOf(found.attributes, 'value') ?? '') } : {};
}

function buttonAction(inner: string, button: string | undefined): string | undefined {
  const found = findButton(inner, button);
  const action = found && attributeOf(found.attributes, 'formaction');
  return action ? decode(action) : undefined;
}

function attributeOf(attributes: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
}

const decode = (text: string): string =>
  text
    .replace(/&quot;/g, '"')
    .replace(/&#x27;|&#39;/g, "'")
    .replace(/&#x3D;/g, '=')
    .replace(/&#x60;/g, '`')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

function textOf(html: string): string {
  return decode(html.replace(/<(script|style|svg)\b[^]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}
