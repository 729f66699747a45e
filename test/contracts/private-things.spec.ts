import { rows } from '#kernel';
import { testApp, type TestApp } from '../support/app.js';

/** Words in the names of fields whose values come from tickets, asks, practice or answers. */
const PRIVATE = [
  ...[
    'ticket',
    'ask',
    'asks',
    'asked',
    'helped',
    'thanks',
    'kudos',
    'practice',
    'practised',
    'answer',
    'answers',
    'answered',
  ],
  ...[
    'score',
    'scores',
    'mastery',
    'ability',
    'confidence',
    'memory',
    'recall',
    'mistake',
    'mistakes',
    'attempt',
    'attempts',
  ],
  ...['offer', 'offers', 'trail'],
];

/** What anybody reads about themselves alone; the access table and `ownedBy` prove that for those with an id. */
const ABOUT_ONESELF = [
  ...[
    '/api/v1/attempts',
    '/api/v1/tickets',
    '/api/v1/asks',
    '/api/v1/thanks',
    '/api/v1/reports',
    '/api/v1/proposals',
  ],
  ...[
    '/api/v1/learn',
    '/api/v1/progress',
    '/api/v1/practice',
    '/api/v1/search',
    '/api/v1/cards',
    '/api/v1/nudges',
    '/api/v1/surveys',
  ],
  ...[
    '/api/v1/today',
    '/api/v1/licences/evidence-claims',
    '/api/v1/kudos',
    '/api/v1/help',
    '/api/v1/exams',
    '/api/v1/paths',
    '/api/v1/licences/mine',
    '/api/v1/lessons',
    '/api/v1/incidents',
  ],
];
/** Managers' own routes are never about oneself, whatever they are called. */
const isAboutOneself = (path: string, access: readonly string[]): boolean =>
  !access.includes('manager') &&
  ABOUT_ONESELF.some((start) => path === start || path.startsWith(`${start}/`));

type Json = Readonly<Record<string, unknown>>;
interface Operation {
  readonly 'x-access'?: readonly string[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >;
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** All names of fields in a schema, with the way to them. */
function fieldsOf(schema: unknown, way = ''): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((each) => fieldsOf(each, way));
  const { properties, ...rest } = schema as { properties?: Json };
  const own = Object.entries(properties ?? {}).flatMap(([name, inner]) => [
    `${way}/${name}`,
    ...fieldsOf(inner, `${way}/${name}`),
  ]);
  const composed = ['items', 'additionalProperties', 'anyOf', 'oneOf', 'allOf', 'prefixItems'];
  return [...own, ...composed.flatMap((key) => fieldsOf((rest as Json)[key], way))];
}

const wordsIn = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/);

/** Fields of answers that a manager may read about others and that come from where no manager may look. */
function leaks(paths: Paths): string[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) => {
      const access = operation['x-access'] ?? [];
      const isOpen = access.includes('manager') || access.includes('employee');
      if (!isOpen || isAboutOneself(path, access)) return [];
      const schemas = Object.values(operation.responses).flatMap(({ content }) =>
        Object.entries(content ?? {}).flatMap(([type, { schema }]) =>
          type.includes('problem') ? [] : [schema],
        ),
      );
      return schemas
        .flatMap((schema) => fieldsOf(schema))
        .filter((way) => wordsIn(way.split('/').at(-1) ?? '').some((word) => PRIVATE.includes(word)))
        .map((way) => `${method.toUpperCase()} ${path} ${way}`);
    }),
  );
}

describe('what a manager may read', () => {
  let product: TestApp;
  let paths: Paths;
  beforeAll(async () => {
    product = await testApp();
    const bram = await product.api('bram', ['read']);
    paths = (await bram('get', '/api/openapi.json')).body.paths as Paths;
  }, 180_000);
  afterAll(() => product.close());

  it('holds no field that comes from tickets, asks, practice or answers', () => {
    const open = Object.values(paths)
      .flatMap((operations) => Object.values(operations))
      .filter((o) => o['x-access']?.includes('manager'));
    expect(open.length).toBeGreaterThanOrEqual(5);
    expect(leaks(paths)).toEqual([]);
  });

  it('is found out when such a field is planted, however deep and under whatever route of a manager', () => {
    const answer = (schema: Json) => ({ '200': { content: { 'application/json': { schema } } } });
    const deep = {
      type: 'object',
      properties: {
        items: { type: 'array', items: { anyOf: [{ type: 'object', properties: { lastTicketAt: {} } }] } },
      },
    };
    const plain = { type: 'object', properties: { name: {}, status: {} } };
    const planted: Paths = {
      ...paths,
      '/api/v1/team/rows': { get: { 'x-access': ['manager'], responses: answer(deep) } },
      '/api/v1/people': {
        get: { 'x-access': ['employee'], responses: answer({ properties: { practiceMinutes: {} } }) },
      },
      '/api/v1/tickets/of-team': {
        get: { 'x-access': ['manager'], responses: answer({ properties: { answers: {} } }) },
      },
      '/api/v1/fine': { get: { 'x-access': ['manager'], responses: answer(plain) } },
      '/api/v1/hr-only': { get: { 'x-access': ['hr'], responses: answer(deep) } },
    };
    expect(leaks(planted).sort()).toEqual([
      'GET /api/v1/people /practiceMinutes',
      'GET /api/v1/team/rows /items/lastTicketAt',
      'GET /api/v1/tickets/of-team /answers',
    ]);
  });

  it('says nothing of what somebody in the team wrote, whatever the manager asks for', async () => {
    const mark = 'Zeldzaamwoordje';
    const chaima = await product.api('chaima');
    const sent = await chaima('post', '/api/v1/tickets').send({
      title: `${mark} vpn`,
      words: `${mark} thuis`,
      impact: 'one',
    });
    expect(sent.status).toBe(201);
    const personId = await product.idOf('chaima');
    await rows(
      product.db.read,
      `INSERT INTO ticket_offer (person_id, skill, tickets, offered_at) VALUES ($1, $2, 2, now())`,
      [personId, `skill-${mark}`],
    );
    const bram = await product.api('bram', ['read']);
    let opened = 0;
    for (const [path, operations] of Object.entries(paths)) {
      const access = operations['get']?.['x-access'] ?? [];
      if (!access.includes('manager') && !access.includes('employee')) continue;
      const url = path
        .replace(/\{(\w*[iI]d|person)\}/g, path.includes('ticket') ? sent.body.id : personId)
        .replace(/\{\w+\}/g, 'A');
      const answer = await bram('get', url);
      opened += 1;
      expect([path, answer.status < 500, answer.text.includes(mark)]).toEqual([path, true, false]);
    }
    expect(opened).toBeGreaterThanOrEqual(15);
  });
});
