interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Somebody with one session, who speaks with the API at whatever address a call names. */
export class Colleague {
  private constructor(
    private readonly origin: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  static async signIn(origin: string, personId: string): Promise<Colleague> {
    const entered = await fetch(`${origin}/login/demo`, {
      method: 'POST',
      body: new URLSearchParams({ personId }),
      redirect: 'manual',
    });
    const cookie = entered.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    const page = await fetch(`${origin}/today`, { headers: { cookie } });
    const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1];
    if (!token) throw new Error(`There is no session: /today answered ${page.status}.`);
    return new Colleague(origin, { cookie, 'x-csrf-token': token });
  }

  get(path: string, origin = this.origin): Promise<Answer> {
    return this.send(origin, path, {});
  }

  post(path: string, body: object = {}, origin = this.origin): Promise<Answer> {
    return this.send(origin, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Brings an HR file in; `query` holds the options. */
  bring(file: Buffer, query: Readonly<Record<string, string>>, origin = this.origin): Promise<Answer> {
    return this.send(origin, `/imports?${new URLSearchParams({ source: 'demo', ...query })}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: new Uint8Array(file),
    });
  }

  private async send(origin: string, path: string, init: RequestInit): Promise<Answer> {
    const answer = await fetch(`${origin}/api/v1${path}`, {
      ...init,
      headers: { ...this.headers, ...init.headers },
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  }
}
