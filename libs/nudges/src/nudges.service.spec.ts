import { setStrictWords } from '#ui';
import {
  examAvailableAgain,
  examPassed,
  licenceGranted,
  milestoneAnnounced,
  personLeft,
  reminderRequested,
  reviewCompleted,
} from '#events';
import { one, rows } from '#kernel';
import { actorOf, type Desk, openDesk } from './testing/desk.js';
import { addAbsence, addColleague } from './testing/people.js';
import { dueSoon, ended, expiring, freshId, overdue, required, reviews } from './testing/reasons.js';

let desk: Desk;
beforeAll(() => setStrictWords(true));
afterEach(() => desk.close());

const stateOf = async (personId: string) =>
  (await desk.nudgesOf(personId)).map(({ purpose, state }) => `${purpose} ${state}`);

describe('collecting reasons', () => {
  it('keeps one row per person, purpose and period, however often it is told', async () => {
    desk = await openDesk();
    const { chaima } = desk.people;
    const requirementId = freshId();
    const asked = { requirementId, dueOn: '2026-12-24' };
    await desk.tell(required(chaima, asked), required(chaima, asked));
    await desk.tell(dueSoon(chaima, 30, asked), dueSoon(chaima, 29, asked), dueSoon(chaima, 7, asked));
    expect(await stateOf(chaima.id)).toEqual(['required pending', 'due-soon pending', 'due-soon pending']);
  });

  it('does nothing when the same delivery comes twice', async () => {
    desk = await openDesk();
    await desk.publish(overdue(desk.people.chaima));
    const row = await one<{ id: string; kind: 'event'; name: string }>(
      desk.db.read,
      'SELECT id, kind, name FROM outbox',
    );
    const [delivery] = desk.dispatcher.deliveriesOf(row ?? { id: '', kind: 'event', name: '' });
    if (!delivery) throw new Error('nobody listens');
    expect(await desk.dispatcher.deliver(delivery)).toMatchObject({ changed: 1 });
    expect(await desk.dispatcher.deliver(delivery)).toBeUndefined();
    await rows(desk.db.read, 'DELETE FROM handled');
    expect(await desk.dispatcher.deliver(delivery)).toMatchObject({ changed: 0, skipped: 1 });
    expect(await desk.count('nudge')).toBe(1);
  });

  it('knows every reason there is to write', async () => {
    desk = await openDesk();
    const { chaima, daan } = desk.people;
    await desk.tell(
      required(chaima),
      dueSoon(chaima, 7, { dueOn: '2026-12-01' }),
      overdue(chaima),
      examAvailableAgain({ personId: chaima.id, category: 'B' }),
      expiring(chaima, '2026-12-24', 30),
      reviews(chaima, '2026-11-23', 4),
      milestoneAnnounced({
        milestoneId: freshId(),
        title: { nl: 'Eén plek voor hulp', en: 'One place for help' },
        text: { nl: 'Vanaf 1 maart.', en: 'From 1 March.' },
        personIds: [chaima.id, daan.id],
      }),
      reminderRequested({
        byPersonId: daan.id,
        items: [{ requirementId: null, personId: chaima.id, category: 'A', dueOn: null }],
      }),
    );
    expect((await stateOf(chaima.id)).sort()).toEqual(
      [
        'due-soon',
        'exam-available',
        'expiring',
        'milestone',
        'overdue',
        'reminder',
        'required',
        'weekly-review',
      ].map((one) => `${one} pending`),
    );
    expect(await stateOf(daan.id)).toEqual(['milestone pending']);
  });

  it('counts one reminder a week per person, whoever sends it', async () => {
    desk = await openDesk();
    const { chaima, daan, emilia } = desk.people;
    const remind = (category: string, by: string) =>
      reminderRequested({
        byPersonId: by,
        items: [{ requirementId: null, personId: chaima.id, category, dueOn: null }],
      });
    const before = await desk.nudges.previewReminders(desk.db.read, [chaima.id, emilia.id]);
    expect([...before.values()]).toEqual(['goes-out', 'goes-out']);
    await desk.tell(remind('A', daan.id), remind('B', emilia.id));
    expect(await stateOf(chaima.id)).toEqual(['reminder pending']);
    const preview = await desk.nudges.previewReminders(desk.db.read, [chaima.id, emilia.id]);
    expect(preview.get(chaima.id)).toBe('reminded-this-week');
    desk.clock.advance({ hours: 24 * 7 });
    await desk.tell(remind('A', daan.id));
    expect(await desk.count('nudge')).toBe(2);
  });
});

describe('stopping when the person acts', () => {
  it('drops everything about a licence that was just granted, and nothing else', async () => {
    desk = await openDesk();
    const { chaima } = desk.people;
    await desk.tell(overdue(chaima), overdue(chaima, { category: 'B' }), expiring(chaima, '2026-12-24', 30));
    await desk.tell(
      licenceGranted({
        licenceId: freshId(),
        personId: chaima.id,
        category: 'A',
        validFrom: '2026-11-24',
        validUntil: '2028-11-24',
      }),
    );
    expect(await stateOf(chaima.id)).toEqual(['overdue cancelled', 'overdue pending', 'expiring cancelled']);
  });

  it('drops what a policy no longer asks, also when the news arrives in the wrong order', async () => {
    desk = await openDesk();
    const { chaima } = desk.people;
    const requirementId = freshId();
    await desk.publish(required(chaima, { requirementId }), ended(chaima, requirementId));
    const deliveries = (
      await rows<{ id: string; kind: 'event'; name: string }>(
        desk.db.read,
        'SELECT id, kind, name FROM outbox ORDER BY id DESC',
      )
    ).flatMap((row) => desk.dispatcher.deliveriesOf(row));
    for (const delivery of deliveries) await desk.dispatcher.deliver(delivery);
    expect(await desk.count('nudge')).toBe(0);
    // Asked again later: that is a new fact.
    await desk.tell(required(chaima, { requirementId, dueOn: '2027-04-01' }));
    expect(await stateOf(chaima.id)).toEqual(['required pending']);
  });

  it('takes back this week’s invitation to review after a review, but not next week’s', async () => {
    desk = await openDesk();
    const { chaima } = desk.people;
    await desk.tell(reviews(chaima, '2026-11-23', 4));
    await desk.tell(reviewCompleted({ personId: chaima.id, category: 'A', on: '2026-11-24' }));
    await desk.tell(reviews(chaima, '2026-11-30', 3));
    expect(await stateOf(chaima.id)).toEqual(['weekly-review cancelled', 'weekly-review pending']);
  });

  it('drops everything of somebody who left', async () => {
    desk = await openDesk();
    await desk.tell(overdue(desk.people.chaima), overdue(desk.people.daan));
    await desk.tell(personLeft({ personIds: [desk.people.chaima.id], on: '2026-11-24' }));
    expect(await stateOf(desk.people.chaima.id)).toEqual(['overdue cancelled']);
    expect(await stateOf(desk.people.daan.id)).toEqual(['overdue pending']);
  });
});

describe('bundling', () => {
  it('sends each person one message, in the app or by mail, at their own hour', async () => {
    desk = await openDesk({ at: '2026-11-24T09:30:00Z' });
    const { chaima, emilia, giovanni, hanneke } = desk.people;
    await desk.tell(...[chaima, emilia, giovanni, hanneke].map((person) => overdue(person)));
    await desk.round();
    // 10:30 in Amsterdam, 09:30 in Lisbon, 05:30 on Curaçao; Hanneke works at night.
    expect((await desk.mails()).map(({ sent_to }) => sent_to).sort()).toEqual([
      'chaima@demo-nv.example',
      'emilia@demo-nv.example',
    ]);
    desk.clock.set('2026-11-24T13:35:00Z');
    await desk.round();
    desk.clock.set('2026-11-24T21:05:00Z');
    await desk.round();
    expect((await desk.mails()).map(({ sent_to }) => sent_to)).toContain('giovanni@demo-nv.example');
    expect(await desk.mails()).toHaveLength(3);
    expect(await desk.messagesOf(hanneke.id)).toMatchObject([
      { channel: 'in-app', state: 'sent', kind: 'single' },
    ]);
    expect(await desk.count(`nudge WHERE state = 'sent'`)).toBe(4);
  });

  it('writes nothing in a dry run, and says what would go out and what waits', async () => {
    desk = await openDesk();
    await desk.tell(overdue(desk.people.chaima), required(desk.people.daan));
    const summary = await desk.dispatcher.runSchedule('nudges.bundle', { dry: true });
    expect(summary).toMatchObject({ seen: 2, changed: 0, notes: ['would go out: 1', 'waits-for-digest: 1'] });
    expect(await desk.count('message')).toBe(0);
  });

  it('writes one message when two workers bundle at the same moment', async () => {
    desk = await openDesk();
    await desk.tell(overdue(desk.people.chaima));
    const now = desk.clock.now();
    const runs = await Promise.all([1, 2, 3, 4].map(() => desk.sender.bundle(now, false)));
    expect(runs.reduce((sum, { changed }) => sum + changed, 0)).toBe(1);
    await desk.round();
    expect(await desk.messagesOf(desk.people.chaima.id)).toHaveLength(1);
    expect(await desk.mails()).toHaveLength(1);
  });

  it('stays silent while somebody is away, and welcomes them back with one digest', async () => {
    desk = await openDesk();
    const { chaima } = desk.people;
    await addAbsence(desk.db.read, chaima.id, '2026-11-20', '2026-11-27');
    await desk.tell(overdue(chaima), overdue(chaima, { category: 'B' }), reviews(chaima, '2026-11-30', 5));
    for (let hour = 0; hour < 24 * 6; hour += 2) {
      desk.clock.set('2026-11-24T08:20:00Z');
      desk.clock.advance({ hours: hour });
      await desk.dispatcher.runSchedule('nudges.bundle');
    }
    await desk.drain();
    expect(await desk.messagesOf(chaima.id)).toEqual([]);
    desk.clock.set('2026-11-30T08:15:00Z');
    await desk.round();
    expect(await desk.messagesOf(chaima.id)).toMatchObject([{ kind: 'welcome-back', state: 'sent' }]);
    expect((await desk.mails())[0]?.subject).toBe('Fijn dat je terug bent');
  });

  it('leaves out people who are not in service, and stops telling what is past', async () => {
    desk = await openDesk();
    const left = await addColleague(desk.db.read, {
      number: '1099',
      givenName: 'Joris',
      familyName: 'Bakker',
      to: '2026-11-01',
    });
    await desk.tell(overdue(left), dueSoon(desk.people.chaima, 1, { dueOn: '2026-11-23' }));
    await desk.round();
    expect(await desk.count('message')).toBe(0);
    expect(await stateOf(desk.people.chaima.id)).toEqual(['due-soon expired']);
    expect(await stateOf(left.id)).toEqual(['overdue pending']);
  });
});

describe('what somebody sees and chooses', () => {
  it('lists messages in the reader’s language, counts unread ones and opens them', async () => {
    desk = await openDesk({ at: '2026-11-23T09:15:00Z' });
    const { emilia } = desk.people;
    const actor = actorOf(emilia);
    await desk.tell(required(emilia, { dueOn: '2027-02-26' }));
    desk.clock.set('2026-11-30T09:15:00Z');
    await desk.round();
    expect(await desk.nudges.unreadCount(desk.db.read, emilia.id)).toBe(1);
    const inbox = await desk.nudges.inbox(actor, { limit: 10 });
    expect(inbox).toMatchObject({ unread: 1, next: null, items: [{ kind: 'single', readAt: null }] });
    await desk.nudges.open(actor, inbox.items[0]?.id ?? '');
    expect(await desk.nudges.unreadCount(desk.db.read, emilia.id)).toBe(0);
    const stranger = actorOf(desk.people.chaima);
    await expect(desk.nudges.open(stranger, inbox.items[0]?.id ?? '')).rejects.toMatchObject({ status: 404 });
  });

  it('shows what comes next before it comes', async () => {
    desk = await openDesk();
    const { chaima } = desk.people;
    await desk.tell(required(chaima));
    const { planned } = await desk.nudges.inbox(actorOf(chaima), { limit: 10 });
    expect(planned?.at.toString()).toBe('2026-11-30T08:15:00Z');
    expect(planned?.nudges.map(({ purpose }) => purpose)).toEqual(['required']);
  });

  it('keeps a pause of a week, one message a week for fewer, and the app instead of e-mail', async () => {
    desk = await openDesk();
    const { chaima } = desk.people;
    const actor = actorOf(chaima);
    await desk.nudges.pauseForAWeek(actor);
    await desk.tell(overdue(chaima));
    await desk.round();
    expect(await desk.count('message')).toBe(0);
    await desk.nudges.resume(actor);
    await desk.nudges.changePreferences(actor, { fewer: true, email: false });
    await desk.round();
    expect(await desk.messagesOf(chaima.id)).toMatchObject([{ channel: 'in-app', state: 'sent' }]);
    desk.clock.advance({ hours: 48 });
    await desk.tell(overdue(chaima, { category: 'B' }));
    await desk.round();
    expect(await desk.count('message')).toBe(1);
    expect(await desk.mails()).toEqual([]);
  });

  it('never pauses for longer than a month', async () => {
    desk = await openDesk();
    const actor = actorOf(desk.people.chaima);
    await desk.nudges.changePreferences(actor, { pausedUntil: '2031-01-01T00:00:00Z' });
    expect((await desk.nudges.preferences(actor)).pausedUntil?.toISOString()).toBe(
      '2026-12-25T09:30:00.000Z',
    );
  });

  it('stops e-mail by the link in a mail, as often as it is used, and by no other link', async () => {
    desk = await openDesk();
    const { chaima } = desk.people;
    await desk.tell(overdue(chaima));
    await desk.round();
    const [mail] = await desk.mails();
    const token = /unsubscribe\/(\w+)>/.exec(mail?.headers['List-Unsubscribe'] ?? '')?.[1] ?? '';
    expect(await desk.nudges.showUnsubscription(token)).toEqual({ isDone: false });
    await desk.nudges.unsubscribe(token);
    await desk.nudges.unsubscribe(token);
    expect(await desk.nudges.showUnsubscription(token)).toEqual({ isDone: true });
    await expect(desk.nudges.unsubscribe('guessed')).rejects.toMatchObject({ status: 404 });
    desk.clock.advance({ hours: 24 });
    await desk.tell(overdue(chaima, { category: 'B' }));
    await desk.round();
    expect(await desk.mails()).toHaveLength(1);
    expect((await desk.messagesOf(chaima.id))[1]).toMatchObject({ channel: 'in-app', state: 'sent' });
    await desk.nudges.changePreferences(actorOf(chaima), { email: true });
    expect(await desk.nudges.preferences(actorOf(chaima))).toMatchObject({
      emailOn: true,
      unsubscribedAt: null,
    });
  });
});

describe('the forecast', () => {
  it('counts per day and purpose what will really go out, with what a policy would add', async () => {
    desk = await openDesk({ at: '2026-11-24T09:00:00Z' });
    const { chaima, daan } = desk.people;
    const hr = actorOf(daan, { grants: ['hr'] });
    await desk.tell(overdue(chaima), required(daan, { dueOn: '2026-12-14' }));
    const forecast = await desk.nudges.forecast(hr);
    expect(forecast).toMatchObject({
      messages: 3,
      people: 2,
      purposes: { overdue: 1, required: 1, 'due-soon': 1 },
    });
    expect(
      forecast.days.filter(({ messages }) => messages > 0).map(({ day, messages }) => [day, messages]),
    ).toEqual([
      ['2026-11-24', 1],
      ['2026-11-30', 1],
      ['2026-12-07', 1],
    ]);
    const more = await desk.nudges.forecast(hr, [
      { personId: desk.people.emilia.id, category: 'A', dueOn: '2026-12-31' },
    ]);
    expect(more).toMatchObject({ people: 3, purposes: { required: 2 } });
    await expect(desk.nudges.forecast(actorOf(chaima))).rejects.toMatchObject({ status: 403 });
  });

  it('no longer foresees anything about a requirement that was met', async () => {
    desk = await openDesk({ at: '2026-11-24T09:00:00Z' });
    const { chaima } = desk.people;
    await desk.tell(required(chaima, { dueOn: '2026-12-08' }));
    expect((await desk.nudges.forecast(actorOf(chaima, { grants: ['hr'] }))).messages).toBeGreaterThan(0);
    await desk.tell(
      examPassed({
        attemptId: freshId(),
        personId: chaima.id,
        category: 'A',
        decidedAt: '2026-11-24T09:00:00Z',
        renewal: false,
      }),
    );
    expect((await desk.nudges.forecast(actorOf(chaima, { grants: ['hr'] }))).messages).toBe(0);
  });
});
