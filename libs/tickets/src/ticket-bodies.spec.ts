import { readBody } from './ticket-bodies.js';

const TOPDESK = {
  number: 'I 2611 042',
  briefDescription: 'Wifi valt weg',
  request: '<p>Steeds op de 2e<br>verdieping &amp; kantine</p>',
  caller: { email: 'c.elidrissi@demo-nv.example', employeeNumber: '1003' },
  creationDate: '2026-11-20T09:15:00.000+0100',
  modificationDate: '2026-11-20T10:00:00.000+0100',
  completed: false,
};
const SERVICENOW = {
  number: 'INC0010042',
  short_description: 'Cannot open a shared file',
  description: 'It says that I have no access.',
  caller_id: { email: 'e.santos@demo-nv.example', employee_number: '' },
  state: '6',
  sys_created_on: '2026-11-20 08:15:00',
  sys_updated_on: '2026-11-20 09:00:00',
};
const ZAMMAD = {
  ticket: {
    id: 812,
    title: 'Printer',
    state: 'open',
    customer: { email: 'chaima@demo-nv.example' },
    created_at: '2026-11-20T08:15:00Z',
    updated_at: '2026-11-20T08:15:00Z',
  },
  article: { body: 'De printer op 3 doet niets.' },
};
const JIRA = {
  webhookEvent: 'jira:issue_updated',
  issue: {
    key: 'IT-42',
    fields: {
      summary: 'New phone for MFA',
      description: null,
      reporter: { emailAddress: null },
      status: { name: 'Done', statusCategory: { key: 'done' } },
      created: '2026-11-20T09:15:00.000+0100',
      updated: '2026-11-21T09:15:00.000+0100',
    },
  },
};

describe('a message of a helpdesk system', () => {
  it.each([
    [
      'topdesk',
      TOPDESK,
      {
        externalId: 'I 2611 042',
        title: 'Wifi valt weg',
        words: 'Steeds op de 2e\nverdieping & kantine',
        number: '1003',
        email: 'c.elidrissi@demo-nv.example',
        state: 'open',
        openedAt: '2026-11-20T08:15:00.000Z',
        changedAt: '2026-11-20T09:00:00.000Z',
      },
    ],
    [
      'servicenow',
      SERVICENOW,
      { externalId: 'INC0010042', number: null, state: 'solved', openedAt: '2026-11-20T08:15:00.000Z' },
    ],
    [
      'zammad',
      ZAMMAD,
      { externalId: '812', words: 'De printer op 3 doet niets.', state: 'open', number: null },
    ],
    [
      'jira',
      JIRA,
      { externalId: 'IT-42', words: '', email: null, state: 'solved', openedAt: '2026-11-20T08:15:00.000Z' },
    ],
  ] as const)('is read from %s', (kind, body, ticket) => {
    expect(readBody(kind, body)).toEqual({ ok: true, ticket: expect.objectContaining(ticket) });
  });

  it('is refused with the names of what is wrong, never with what stood there', () => {
    expect(readBody('topdesk', { ...TOPDESK, number: undefined, creationDate: 'gisteren' })).toEqual({
      ok: false,
      fields: ['number', 'creationDate'],
    });
    expect(readBody('jira', 'secret words')).toEqual({ ok: false, fields: ['body'] });
    expect(readBody('zammad', { ...ZAMMAD, ticket: { ...ZAMMAD.ticket, title: '' }, article: null })).toEqual(
      {
        ok: false,
        fields: ['words'],
      },
    );
  });
});
