import { rows } from '#kernel';
import { type Desk, openDesk } from '../../licences/src/testing/desk.js';
import { actorFor } from '../../licences/src/testing/people.js';
import { FacilitiesJobsModule, FacilitiesModule } from './facilities.module.js';
import type { SaveFacility } from './facilities.schemas.js';
import { FacilitiesService } from './facilities.service.js';
import { PassesService } from './passes.service.js';
import { employ } from './testing/employ.js';

const VPN: SaveFacility = {
  code: 'vpn',
  nameNl: 'Laptop met VPN',
  nameEn: 'Laptop with VPN',
  owner: 'it-services',
  category: 'A',
  safetyCritical: false,
  opensOnPermit: true,
};
const ALARM: SaveFacility = { ...VPN, code: 'alarm', safetyCritical: true };

let desk: Desk;
let facilities: FacilitiesService;
let passes: PassesService;
beforeEach(async () => {
  // A Saturday; in Amsterdam it is ten o'clock.
  desk = await openDesk({ months: 12, graceDays: 0 }, '2026-11-21T09:00:00Z', [
    FacilitiesModule,
    FacilitiesJobsModule,
  ]);
  facilities = desk.get(FacilitiesService);
  passes = desk.get(PassesService);
  await facilities.add(desk.hr, VPN);
  await employ(desk.db.read, [desk.people.chaima, desk.people.anna]);
});
afterEach(() => desk.close());

const chaima = () => actorFor(desk.people.chaima);
const reconcile = () => desk.dispatcher.runSchedule('facilities.reconcile');
const told = async (): Promise<string[]> =>
  (
    await rows<{ code: string; access: string; reason: string }>(
      desk.db.read,
      `SELECT f.code, m.access, m.reason FROM facility_message m JOIN facility f ON f.id = m.facility_id
       WHERE m.person_id = $1 ORDER BY m.seq`,
      [desk.people.chaima],
    )
  ).map(({ code, access, reason }) => `${code} ${access} ${reason}`);
const own = async (code = 'vpn') => (await facilities.own(chaima())).find((each) => each.code === code);
const notices = async (): Promise<unknown[]> =>
  (
    await rows<{ payload: { items: { closesOn: string; daysLeft: number }[] } }>(
      desk.db.read,
      `SELECT payload FROM outbox WHERE name = 'facility.closing' ORDER BY id`,
    )
  ).flatMap(({ payload }) => payload.items.map(({ closesOn, daysLeft }) => `${closesOn} in ${daysLeft}`));
const licenceOf = async (): Promise<string> => (await desk.standing(desk.people.chaima))?.licenceId ?? '';

describe('keeping gatekeepers in step', () => {
  it('opens at once when the exam is passed, and says nothing twice', async () => {
    await desk.pass(desk.people.chaima);
    expect(await told()).toEqual(['vpn open holds']);
    expect(await reconcile()).toMatchObject({ changed: 0 });
    expect(await told()).toHaveLength(1);
  });

  it('closes at the start of the next own working day, with a notice before', async () => {
    await desk.pass(desk.people.chaima);
    // A Friday at noon: the next working day is Monday, eight o'clock in Amsterdam.
    desk.clock.set('2026-11-27T11:00:00Z');
    await desk.licences.suspend(desk.hr, await licenceOf(), { reason: 'x' });
    await desk.dispatcher.drain();
    expect(await notices()).toEqual(['2026-11-30 in 3']);
    expect(await own()).toMatchObject({
      access: 'open',
      reason: 'suspended',
      isClosing: true,
      closesAt: '2026-11-30T07:00:00.000Z',
    });
    desk.clock.set('2026-11-30T06:59:00Z');
    await reconcile();
    expect(await told()).toHaveLength(1);
    desk.clock.set('2026-11-30T07:00:00Z');
    await reconcile();
    expect(await told()).toEqual(['vpn open holds', 'vpn closed suspended']);
    expect(await own()).toMatchObject({ access: 'closed', isClosing: false });
  });

  it('keeps it open when the licence comes back in time', async () => {
    await desk.pass(desk.people.chaima);
    const id = await licenceOf();
    await desk.licences.suspend(desk.hr, id, { reason: 'x' });
    await desk.dispatcher.drain();
    await desk.licences.reinstate(desk.hr, id, { reason: 'y' });
    await desk.dispatcher.drain();
    expect(await told()).toEqual(['vpn open holds']);
    const kept = await rows(desk.db.read, `SELECT 1 FROM outbox WHERE name = 'facility.kept'`);
    expect(kept).toHaveLength(1);
    expect(await own()).toMatchObject({ access: 'open', isClosing: false });
  });

  it('tells a week and a day before a licence runs out', async () => {
    await desk.pass(desk.people.chaima);
    const tell = () => desk.dispatcher.runSchedule('facilities.tell-closing');
    // It ends on Sunday 21 November 2027; Monday is the first working day after it.
    desk.clock.set('2027-11-10T06:00:00Z');
    await desk.sweep();
    await tell();
    expect(await notices()).toEqual([]);
    desk.clock.set('2027-11-15T06:00:00Z');
    await tell();
    desk.clock.set('2027-11-21T06:00:00Z');
    await tell();
    expect(await notices()).toEqual(['2027-11-22 in 7', '2027-11-22 in 1']);
  });

  it('waits for somebody who is away, and closes at once for somebody who has left', async () => {
    await desk.pass(desk.people.chaima);
    await rows(
      desk.db.read,
      `INSERT INTO absence (person_id, type, valid) VALUES ($1, 'parental', daterange('2026-11-22', NULL))`,
      [desk.people.chaima],
    );
    await desk.licences.suspend(desk.hr, await licenceOf(), { reason: 'x' });
    await desk.dispatcher.drain();
    expect(await own()).toMatchObject({ access: 'open', isClosing: true, closesAt: null });
    desk.clock.set('2026-12-21T11:00:00Z');
    await reconcile();
    expect(await told()).toHaveLength(1);
    await rows(
      desk.db.read,
      `UPDATE placement SET valid = daterange(lower(valid), '2026-12-01') WHERE person_id = $1`,
      [desk.people.chaima],
    );
    await reconcile();
    expect(await told()).toEqual(['vpn open holds', 'vpn closed left']);
  });

  it('limits a safety-critical facility and never closes it', async () => {
    await facilities.add(desk.hr, ALARM);
    await desk.pass(desk.people.chaima);
    await desk.licences.revoke(desk.hr, await licenceOf(), { reason: 'x' });
    await desk.dispatcher.drain();
    desk.clock.set('2026-12-21T11:00:00Z');
    await reconcile();
    expect((await told()).filter((line) => line.startsWith('alarm'))).toEqual([
      'alarm open holds',
      'alarm limited safety-limited',
    ]);
  });

  it('changes nothing when it is only asked what it would do', async () => {
    await desk.pass(desk.people.anna);
    const before = await rows(desk.db.read, 'SELECT count(*) FROM facility_message');
    await desk.dispatcher.runSchedule('facilities.reconcile', { dry: true });
    expect(await rows(desk.db.read, 'SELECT count(*) FROM facility_message')).toEqual(before);
  });
});

describe('broken glass', () => {
  const second = () => actorFor(desk.people.emilia, { grants: ['hr'] });
  const glass = async (): Promise<string> =>
    passes.breakGlass(chaima(), (await own())?.id ?? '', { reason: 'Storing bij de klant' });

  it('opens at once, closes by itself after four hours, and waits for its review', async () => {
    const id = await glass();
    expect(await own()).toMatchObject({ access: 'open', reason: 'break-glass' });
    desk.clock.set('2026-11-21T13:00:00Z');
    await reconcile();
    expect(await told()).toEqual(['vpn open break-glass', 'vpn closed never-held']);
    await expect(glass()).rejects.toMatchObject({ status: 409 });
    expect((await passes.list(desk.hr)).unreviewed).toMatchObject([{ id, reason: 'Storing bij de klant' }]);
    await passes.review(second(), id, { verdict: 'justified', note: '' });
    expect((await passes.list(desk.hr)).unreviewed).toEqual([]);
    await expect(passes.review(second(), id, { verdict: 'justified', note: '' })).rejects.toMatchObject({
      status: 409,
    });
    await glass();
  });

  it('closes at once when the review finds no good reason', async () => {
    const id = await glass();
    await passes.review(second(), id, { verdict: 'not-justified', note: 'Kon wachten' });
    expect(await own()).toMatchObject({ access: 'closed', reason: 'never-held' });
  });

  it('is reviewed by somebody else, and is no way around a suspension', async () => {
    const id = await glass();
    await expect(
      passes.review(actorFor(desk.people.chaima, { grants: ['hr'] }), id, { verdict: 'justified', note: '' }),
    ).rejects.toMatchObject({ status: 403 });
    await passes.review(second(), id, { verdict: 'justified', note: '' });
    await desk.pass(desk.people.chaima);
    await expect(glass()).rejects.toMatchObject({ definition: { type: 'facility-open-anyway' } });
    await desk.licences.suspend(desk.hr, await licenceOf(), { reason: 'x' });
    await expect(glass()).rejects.toMatchObject({ definition: { type: 'facility-glass-refused' } });
  });
});

describe('a waiver', () => {
  const waiver = { number: '1003', facility: 'vpn', until: '2026-11-29', reason: 'Examen is volgende week' };

  it('opens until the end of its last day, and closes on the next working day', async () => {
    await passes.giveWaiver(desk.hr, waiver);
    expect(await own()).toMatchObject({ access: 'open', reason: 'waiver' });
    desk.clock.set('2026-11-29T22:59:00Z');
    await reconcile();
    expect(await own()).toMatchObject({ access: 'open', isClosing: false });
    desk.clock.set('2026-11-29T23:00:00Z');
    await reconcile();
    expect(await own()).toMatchObject({
      access: 'open',
      isClosing: true,
      closesAt: '2026-11-30T07:00:00.000Z',
    });
  });

  it('is never for oneself, and can be ended', async () => {
    await expect(passes.giveWaiver(desk.hr, { ...waiver, number: '1001' })).rejects.toMatchObject({
      status: 403,
    });
    await expect(passes.giveWaiver(desk.hr, { ...waiver, until: '2026-11-20' })).rejects.toMatchObject({
      status: 422,
    });
    const id = await passes.giveWaiver(desk.hr, waiver);
    await passes.end(desk.hr, id);
    expect(await own()).toMatchObject({ isClosing: true });
    await expect(passes.end(desk.hr, id)).rejects.toMatchObject({ status: 409 });
  });
});

describe('what a gatekeeper asks', () => {
  it('is answered by HR number and code, with limits where they hold', async () => {
    await desk.licences.issuePermit(desk.hr, { number: '1003', category: 'A', days: 30 });
    const answer = await facilities.entitlements(desk.hr, { person: '1003', facility: 'vpn' });
    expect(answer).toMatchObject({
      person: '1003',
      items: [
        { facility: 'vpn', access: 'limited', reason: 'on-permit', limits: { nl: '' }, closesAt: null },
      ],
    });
    await expect(facilities.entitlements(desk.hr, { person: '9999' })).rejects.toMatchObject({ status: 404 });
    await expect(facilities.entitlements(chaima(), { person: '1003' })).rejects.toMatchObject({
      status: 403,
    });
  });
});
