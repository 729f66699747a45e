import { SMTPServer } from 'smtp-server';
import { setStrictWords } from '#ui';
import { licenceGranted, personLeft } from '#events';
import { rows, SmtpMailer } from '#kernel';
import { actorOf, type Desk, openDesk } from './testing/desk.js';
import { RecordingMailer } from './testing/mailers.js';
import { addAbsence, addColleague, type Colleague } from './testing/people.js';
import { freshId, overdue } from './testing/reasons.js';

let desk: Desk;
beforeAll(() => setStrictWords(true));
afterEach(() => desk.close());

/** Bundles now, and gives the ids of the mails that wait for the worker. */
async function planned(): Promise<string[]> {
  await desk.sender.bundle(desk.clock.now(), false);
  return (
    await rows<{ id: string }>(desk.db.read, `SELECT id FROM message WHERE state = 'planned' ORDER BY id`)
  ).map(({ id }) => id);
}

async function colleagues(count: number): Promise<Colleague[]> {
  const list: Colleague[] = [];
  for (let i = 0; i < count; i += 1) {
    list.push(
      await addColleague(desk.db.read, {
        number: `2${String(i).padStart(3, '0')}`,
        givenName: `Collega${'abcdefghijklmnopqrstuvwxyz'[i % 26]}${'abcdefghijklmnopqrstuvwxyz'[Math.floor(i / 26)]}`,
        familyName: 'Jansen',
      }),
    );
  }
  return list;
}

describe('sending', () => {
  it('is shared by two workers without one mail going out twice', async () => {
    const mailer = new RecordingMailer();
    mailer.onSend = () => new Promise((resolve) => setTimeout(resolve, 3));
    desk = await openDesk({ mailer });
    await desk.tell(...(await colleagues(40)).map((person) => overdue(person)));
    const ids = await planned();
    const runs = await Promise.all([desk.sender.sendMails(ids), desk.sender.sendMails(ids)]);
    expect(runs.map(({ changed }) => changed > 0)).toEqual([true, true]);
    expect(new Set(mailer.taken.map(({ key }) => key)).size).toBe(40);
    expect(mailer.taken).toHaveLength(40);
    expect(await desk.count(`message WHERE state = 'sent'`)).toBe(40);
  });

  it('looks once more: who acted, went away or left meanwhile gets nothing', async () => {
    const mailer = new RecordingMailer();
    desk = await openDesk({ mailer });
    const { chaima, daan, emilia } = desk.people;
    const [ill] = await colleagues(1);
    if (!ill) throw new Error('nobody was added');
    await desk.tell(...[chaima, daan, emilia, ill].map((person) => overdue(person)));
    const ids = await planned();
    expect(ids).toHaveLength(4);
    await desk.publish(
      licenceGranted({
        licenceId: freshId(),
        personId: chaima.id,
        category: 'A',
        validFrom: '2026-11-24',
        validUntil: '2028-11-24',
      }),
      personLeft({ personIds: [daan.id], on: '2026-11-23' }),
    );
    await addAbsence(desk.db.read, ill.id, '2026-11-24', null);
    for (const { id, kind, name } of await rows<{ id: string; kind: 'event'; name: string }>(
      desk.db.read,
      `SELECT id, kind, name FROM outbox WHERE kind = 'event' AND published_at IS NULL`,
    )) {
      for (const delivery of desk.dispatcher.deliveriesOf({ id, kind, name }))
        await desk.dispatcher.deliver(delivery);
    }
    await desk.sender.sendMails(ids);
    expect(mailer.taken.map(({ to }) => to)).toEqual([emilia.email]);
    expect(await desk.messagesOf(chaima.id)).toMatchObject([
      { state: 'dropped', outcome: 'nothing-to-tell' },
    ]);
    expect(await desk.messagesOf(ill.id)).toMatchObject([{ state: 'dropped', outcome: 'absent' }]);
    expect(await desk.nudgesOf(ill.id)).toMatchObject([{ state: 'pending' }]);
  });

  it('does not send outside the window when the queue was slow, and plans anew', async () => {
    const mailer = new RecordingMailer();
    desk = await openDesk({ mailer, at: '2026-11-24T10:29:00Z' });
    const { chaima } = desk.people;
    await desk.tell(overdue(chaima));
    const ids = await planned();
    desk.clock.set('2026-11-24T10:31:00Z');
    await desk.sender.sendMails(ids);
    expect(mailer.taken).toEqual([]);
    expect(await desk.messagesOf(chaima.id)).toMatchObject([{ state: 'dropped', outcome: 'outside-window' }]);
    desk.clock.set('2026-11-24T12:35:00Z');
    await desk.round();
    expect(mailer.taken).toHaveLength(1);
    expect((await desk.messagesOf(chaima.id)).map(({ state }) => state)).toEqual(['dropped', 'sent']);
  });

  it('keeps the message in the app when e-mail was switched off meanwhile', async () => {
    const mailer = new RecordingMailer();
    desk = await openDesk({ mailer });
    const { chaima } = desk.people;
    await desk.tell(overdue(chaima));
    const ids = await planned();
    await desk.nudges.changePreferences(actorOf(chaima), { email: false });
    await desk.sender.sendMails(ids);
    expect(mailer.taken).toEqual([]);
    expect(await desk.messagesOf(chaima.id)).toMatchObject([{ channel: 'in-app', state: 'sent' }]);
  });

  it('waits and tries again while the mail server is out of reach', async () => {
    const mailer = new RecordingMailer();
    mailer.onSend = () => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ESOCKET', syscall: 'connect' });
    };
    desk = await openDesk({ mailer });
    await desk.tell(overdue(desk.people.chaima));
    const ids = await planned();
    await expect(desk.sender.sendMails(ids)).rejects.toThrow('ECONNREFUSED');
    expect(await desk.messagesOf(desk.people.chaima.id)).toMatchObject([{ state: 'planned' }]);
    mailer.onSend = () => undefined;
    await desk.sender.sendMails(ids);
    expect(mailer.taken).toHaveLength(1);
  });

  it('leaves a message in the app when the address is refused', async () => {
    const mailer = new RecordingMailer();
    mailer.onSend = () => {
      throw Object.assign(new Error('no such mailbox'), {
        code: 'EENVELOPE',
        responseCode: 550,
        command: 'RCPT TO',
      });
    };
    desk = await openDesk({ mailer });
    await desk.tell(overdue(desk.people.chaima));
    await desk.sender.sendMails(await planned());
    expect(await desk.messagesOf(desk.people.chaima.id)).toMatchObject([
      { channel: 'in-app', state: 'sent', outcome: 'address-refused' },
    ]);
    expect(await desk.nudges.unreadCount(desk.db.read, desk.people.chaima.id)).toBe(1);
  });
});

describe('a worker that dies while sending', () => {
  /** The mail is handed over, and the worker is gone before it can mark it. */
  async function diesAfterHandingOver(mailer: RecordingMailer): Promise<string[]> {
    await desk.tell(overdue(desk.people.chaima));
    const ids = await planned();
    await rows(desk.db.read, `UPDATE message SET state = 'sending', claimed_at = $1`, [
      desk.clock.now().toString(),
    ]);
    await mailer.send({ to: '', subject: '', html: '', text: '', key: `nudge-${ids[0]}` });
    return ids;
  }

  it('leaves a mail over SMTP as it is: perhaps sent, surely never twice, and in the app', async () => {
    const mailer = new RecordingMailer();
    desk = await openDesk({ mailer });
    const ids = await diesAfterHandingOver(mailer);
    desk.clock.advance({ minutes: 1 });
    await desk.sender.sendMails(ids);
    expect(await desk.messagesOf(desk.people.chaima.id)).toMatchObject([{ state: 'sending' }]);
    desk.clock.advance({ minutes: 15 });
    await desk.round();
    expect(mailer.taken).toHaveLength(1);
    expect(await desk.messagesOf(desk.people.chaima.id)).toMatchObject([
      { state: 'sent', outcome: 'unconfirmed' },
    ]);
    expect(await desk.nudgesOf(desk.people.chaima.id)).toMatchObject([{ state: 'sent' }]);
  });

  it('repeats it under the same key where the employer prefers that', async () => {
    const mailer = new RecordingMailer();
    desk = await openDesk({ mailer, settings: { NUDGES_MAIL_IN_DOUBT: 'repeat' } });
    const ids = await diesAfterHandingOver(mailer);
    desk.clock.advance({ minutes: 1 });
    await desk.sender.sendMails(ids);
    expect(mailer.taken.map(({ key }) => key)).toEqual([`nudge-${ids[0]}`, `nudge-${ids[0]}`]);
  });

  it('is made good exactly by the built-in mailbox', async () => {
    desk = await openDesk();
    await desk.tell(overdue(desk.people.chaima));
    const ids = await planned();
    await desk.sender.sendMails(ids);
    // As if the mail got into the mailbox and the mark was lost.
    await rows(desk.db.read, `UPDATE message SET state = 'sending', sent_at = NULL`);
    await rows(desk.db.read, `UPDATE nudge SET state = 'pending', closed_at = NULL`);
    desk.clock.advance({ minutes: 1 });
    await desk.sender.sendMails(ids);
    expect(await desk.mails()).toHaveLength(1);
    expect(await desk.messagesOf(desk.people.chaima.id)).toMatchObject([{ state: 'sent', outcome: null }]);
  });

  it('leaves the mails it had not begun to others', async () => {
    const mailer = new RecordingMailer();
    desk = await openDesk({ mailer });
    await desk.tell(overdue(desk.people.chaima), overdue(desk.people.emilia));
    await planned();
    await rows(desk.db.read, 'DELETE FROM outbox');
    desk.clock.advance({ minutes: 15 });
    await desk.round();
    expect(mailer.taken).toHaveLength(2);
  });
});

describe('a mail over SMTP', () => {
  it('arrives with both parts, the one-click headers and a name of its own', async () => {
    const arrived: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, _session, done) {
        let mail = '';
        stream.on('data', (chunk: Buffer) => (mail += chunk.toString()));
        stream.on('end', () => {
          arrived.push(mail);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as { port: number };
    const mailer = new SmtpMailer(
      `smtp://127.0.0.1:${port}`,
      'Vaardig <vaardig@demo-nv.example>',
      'vaardig.example',
    );
    try {
      desk = await openDesk({ mailer });
      await desk.tell(overdue(desk.people.chaima));
      const [id] = await planned();
      await desk.sender.sendMails([id ?? '']);
    } finally {
      await mailer.close();
      await new Promise<void>((resolve) => server.close(resolve));
    }
    expect(arrived).toHaveLength(1);
    const mail = (arrived[0] ?? '').replace(/\r\n[ \t]+/g, ' ');
    expect(mail).toMatch(/^Message-ID: <nudge-[0-9a-f-]{36}@vaardig\.example>/m);
    expect(mail).toMatch(/^List-Unsubscribe: <https:\/\/vaardig\.example\/unsubscribe\/[0-9a-f]{64}>/m);
    expect(mail).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m);
    expect(mail).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(mail).toContain('Content-Type: text/plain');
    expect(mail).toContain('Content-Type: text/html');
  });
});
