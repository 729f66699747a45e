import { companyRows, mutatedFile } from '../../libs/people/src/testing/mutate.js';
import { fileOf } from '../../libs/people/src/testing/hr-file.js';
import { importDesk, type Import } from '../journeys/import-desk.js';
import { testApp, type TestApp } from '../support/app.js';

/** Every eighth of the thousand files that `libs/people/src/import/mutated-files.spec.ts` plays without a database. */
const SEEDS = Array.from({ length: 125 }, (_, index) => 1 + index * 8);

describe('mutated HR files over HTTP', () => {
  let house: TestApp;
  let call: Awaited<ReturnType<TestApp['api']>>;
  const { company } = importDesk(() => house);
  const send = async (bytes: Buffer, query: string): Promise<{ status: number; body: unknown }> => {
    const made = await call('post', `/api/v1/imports?source=mutaties&${query}`)
      .set('content-type', 'text/csv')
      .send(bytes);
    return { status: made.status, body: made.body };
  };

  beforeAll(async () => {
    house = await testApp();
    call = await house.api('anna');
    // beside the demo company: files of a source that knows its own people only
    const first = await send(Buffer.from(fileOf(companyRows())), 'dryRun=true');
    expect(first.status).toBe(201);
    const { items } = (await call('get', '/api/v1/import-sources')).body as {
      items: { id: string; name: string }[];
    };
    const id = items.find(({ name }) => name === 'mutaties')?.id ?? '';
    await call('post', `/api/v1/import-sources/${id}/settings`).send({ feed: 'own' }).expect(200);
    expect(await send(Buffer.from(fileOf(companyRows())), 'dryRun=false')).toMatchObject({
      status: 201,
      body: { state: 'applied' },
    });
  }, 180_000);
  afterAll(() => house?.close());

  it('are applied whole, or leave the company exactly as it was and say why; none is a server error', async () => {
    const outcomes = new Map<string, number>();
    const failures: string[] = [];
    for (const seed of SEEDS) {
      const { bytes, story } = mutatedFile(seed);
      const before = await company();
      const { status, body } = await send(bytes, `dryRun=false&leaveBroken=${seed % 3 === 0}`);
      const run = body as Import & { errors?: { detail: string }[] };
      const same = JSON.stringify(await company()) === JSON.stringify(before);
      const outcome = status === 201 ? run.state : `refused ${status}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (status !== 201 && status !== 422) failures.push(`${story}: ${status} ${JSON.stringify(body)}`);
      if (outcome !== 'applied' && !same) failures.push(`${story}: ${outcome}, but something changed`);
      if (status === 422 && !run.errors?.[0]?.detail) failures.push(`${story}: refused without a reason`);
      for (const row of run.diff?.filter(({ kind }) => kind === 'problems') ?? [])
        if (row.rowNumber === null || row.reason === null)
          failures.push(`${story}: a row without place or reason`);
      if (outcome === 'applied') {
        const again = (await send(bytes, 'dryRun=true')).body as Import;
        const { joins, leaves, moves, changes, absences } = again.result?.counts ?? {};
        if ([joins, leaves, moves, changes, absences].some((count) => count !== 0))
          failures.push(`${story}: not applied whole: ${JSON.stringify(again.result?.counts)}`);
      }
    }
    expect(failures).toEqual([]);
    for (const outcome of ['applied', 'planned', 'columns', 'refused 422'])
      expect([outcome, (outcomes.get(outcome) ?? 0) > 5]).toEqual([outcome, true]);
  }, 300_000);

  it('show HR a page, not an error, for what waits', async () => {
    const anna = await house.visit('anna');
    const list = await anna.open('/people/imports');
    expect(list.status).toBe(200);
    const ids = [
      ...new Set([...list.html.matchAll(/\/people\/imports\/([0-9a-f-]{36})/g)].map(([, id]) => id)),
    ];
    expect(ids.length).toBeGreaterThan(10);
    for (const id of ids)
      for (const step of ['', '?step=columns', '?kind=problems'])
        expect((await anna.open(`/people/imports/${id}${step}`)).status).toBe(200);
  }, 120_000);

  it('refuse a body, names and numbers that no database takes, with 422', async () => {
    const odd = await call('post', '/api/v1/imports').send({ source: 'a\u0000b', people: [{ number: 1, name: 'x' }] }); // prettier-ignore
    expect(odd.status).toBe(422);
    for (const people of [[], {}, 'x', [1, 2], [{ '\u0000': '\ud800' }], [{ number: { a: 1 } }, null]]) {
      const made = await call('post', '/api/v1/imports').send({ source: 'x', people });
      expect([people, made.status]).toEqual([people, 422]);
    }
  });
});
