import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isSigned, rows } from '#kernel';
import { type Desk, openDesk } from '../../licences/src/testing/desk.js';
import { actorFor } from '../../licences/src/testing/people.js';
import { FacilitiesJobsModule, FacilitiesModule } from './facilities.module.js';
import { FacilitiesService } from './facilities.service.js';
import { saveSubscription } from './gatekeeper.schemas.js';
import { GatekeepersService } from './gatekeepers.service.js';
import { employ } from './testing/employ.js';

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let desk: Desk;
let gatekeepers: GatekeepersService;
let server: Server;
let got: Got[];
let answerWith: number;

beforeEach(async () => {
  got = [];
  answerWith = 200;
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      got.push({ headers: request.headers, body });
      response.writeHead(answerWith).end('done');
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  desk = await openDesk({ months: 12 }, '2026-11-21T09:00:00Z', [FacilitiesModule, FacilitiesJobsModule]);
  gatekeepers = desk.get(GatekeepersService);
  await desk.get(FacilitiesService).add(desk.hr, {
    code: 'vpn',
    nameNl: 'VPN',
    nameEn: 'VPN',
    owner: 'it-services',
    category: 'A',
    safetyCritical: false,
    opensOnPermit: false,
  });
  await employ(desk.db.read, [desk.people.chaima, desk.people.emilia]);
});
afterEach(async () => {
  await desk.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

const admin = () => actorFor(desk.people.anna, { grants: ['admin'] });
const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
const subscribe = (facilities: string[] = []) =>
  gatekeepers.add(admin(), { name: 'Deur', url: address(), facilities });
const deliver = () => desk.dispatcher.runSchedule('facilities.deliver');
const states = async (id: string): Promise<string[]> =>
  (await gatekeepers.deliveries(admin(), id)).map(({ state, attempts }) => `${state} ${attempts}`);

describe('telling gatekeepers', () => {
  it('sends a signed CloudEvent once, and keeps the answer as a receipt', async () => {
    const { id, secret } = await subscribe();
    await desk.pass(desk.people.chaima);
    expect(await deliver()).toMatchObject({ seen: 1, changed: 1 });
    expect(await deliver()).toMatchObject({ seen: 0 });
    const [message] = got;
    const header = (name: string): string => String(message?.headers[name]);
    const seconds = Number(header('webhook-timestamp'));
    const signed = {
      id: header('webhook-id'),
      seconds,
      body: message?.body ?? '',
      header: header('webhook-signature'),
    };
    expect(isSigned(secret, signed, seconds)).toBe(true);
    expect(header('content-type')).toContain('application/cloudevents+json');
    expect(JSON.parse(signed.body)).toMatchObject({
      specversion: '1.0',
      id: signed.id,
      type: 'nl.vaardig.facility.opened',
      subject: '1003',
      time: '2026-11-21T09:00:00.000Z',
      data: { person: '1003', facility: 'vpn', access: 'open', reason: 'holds', limits: null },
    });
    expect(await gatekeepers.deliveries(admin(), id)).toMatchObject([
      { state: 'delivered', status: 200, receipt: 'done', attempts: 1 },
    ]);
  });

  it('tries again, ever later, with the same id, and gives up in the end', async () => {
    const { id } = await subscribe();
    answerWith = 500;
    await desk.pass(desk.people.chaima);
    await deliver();
    expect(await states(id)).toEqual(['pending 1']);
    await deliver();
    expect(got).toHaveLength(1);
    desk.clock.set('2026-11-21T09:00:06Z');
    await deliver();
    expect(await states(id)).toEqual(['pending 2']);
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    for (let day = 22; day <= 30; day += 1) {
      desk.clock.set(`2026-11-${day}T09:00:10Z`);
      await deliver();
    }
    expect(await states(id)).toEqual(['dead 10']);
  });

  it('stops at 410, and sends what was missed after a replay', async () => {
    const { id } = await subscribe();
    answerWith = 410;
    await desk.pass(desk.people.chaima);
    await deliver();
    expect(await gatekeepers.list(admin())).toMatchObject([{ pauseReason: '410 Gone', dead: 1 }]);
    await desk.pass(desk.people.emilia);
    await deliver();
    expect(got).toHaveLength(1);
    answerWith = 200;
    await gatekeepers.resume(admin(), id);
    expect(await gatekeepers.replay(admin(), id, '2026-11-21')).toBe(2);
    await deliver();
    expect(await states(id)).toEqual(['delivered 1', 'delivered 1']);
  });

  it('sends each message once when two workers deliver at the same time', async () => {
    await subscribe();
    await desk.pass(desk.people.chaima);
    await desk.pass(desk.people.emilia);
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(got).toHaveLength(2);
  });

  it('tells a gatekeeper only about its own facilities', async () => {
    await subscribe(['parking']);
    await desk.pass(desk.people.chaima);
    await deliver();
    expect(got).toEqual([]);
  });

  it('is told over https, without passwords in the address', () => {
    const check = (url: string): boolean => saveSubscription.safeParse({ name: 'x', url }).success;
    expect(check('https://doors.example/hook')).toBe(true);
    expect(check('http://doors.example/hook')).toBe(false);
    expect(check('https://u:p@doors.example/hook')).toBe(false);
    expect(check('file:///etc/passwd')).toBe(false);
  });

  it('is for administrators', async () => {
    await expect(
      gatekeepers.add(desk.hr, { name: 'x', url: address(), facilities: [] }),
    ).rejects.toMatchObject({
      status: 403,
    });
  });
});

describe('drift', () => {
  it('names who has something else than gatekeepers were told', async () => {
    await desk.pass(desk.people.chaima);
    const report = (
      items: { person: string; access: 'open' | 'limited' | 'closed' }[],
      isComplete: boolean,
    ) => gatekeepers.report(admin(), { facility: 'vpn', isComplete, items });
    expect(
      await report(
        [
          { person: '1005', access: 'open' },
          { person: '9999', access: 'open' },
        ],
        true,
      ),
    ).toEqual({ known: 1, unknown: ['9999'] });
    expect(await gatekeepers.drift(admin())).toMatchObject([
      { person: '1003', told: 'open', actual: 'closed' },
      { person: '1005', told: 'closed', actual: 'open' },
    ]);
    await report(
      [
        { person: '1003', access: 'open' },
        { person: '1005', access: 'closed' },
      ],
      false,
    );
    expect(await gatekeepers.drift(admin())).toEqual([]);
    expect(
      await rows(desk.db.read, `SELECT 1 FROM audit_event WHERE action = 'facility.actual-reported'`),
    ).toHaveLength(2);
  });
});
