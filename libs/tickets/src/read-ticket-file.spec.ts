import { readTicketFile } from './read-ticket-file.js';

const FILE = `Nummer;Korte omschrijving;Verzoek;Personeelsnummer;Status;Aangemeld;Gewijzigd
M1;Wifi weg;"Op de 2e; steeds";1003;Gesloten;20-11-2026 09:15;21-11-2026 10:00
M2;Printer;;;Open;2026-07-20 09:15;

M3;;;1003;Open;20-11-2026;
M4;Vpn;;;Open;31-02-2026;
M1;Nog eens;;;Open;20-11-2026;
;Zonder nummer;;;Open;20-11-2026;
M5;Te;veel;cellen;in;20-11-2026;deze;rij
`;

describe('a file of tickets', () => {
  it('gives the good rows, and sets the others aside with row, column and reason', () => {
    const read = readTicketFile(FILE, 'Europe/Amsterdam');
    expect(read).toMatchObject({
      ok: true,
      tickets: [
        {
          externalId: 'M1',
          title: 'Wifi weg',
          words: 'Op de 2e; steeds',
          number: '1003',
          state: 'solved',
          openedAt: '2026-11-20T08:15:00Z',
          changedAt: '2026-11-21T09:00:00Z',
        },
        {
          externalId: 'M2',
          number: null,
          state: 'open',
          openedAt: '2026-07-20T07:15:00Z',
          changedAt: '2026-07-20T07:15:00Z',
        },
      ],
      refusals: [
        { row: 5, column: 'Verzoek', reason: 'value-missing' },
        { row: 6, column: 'Aangemeld', reason: 'date-unreadable' },
        { row: 7, column: 'Nummer', reason: 'duplicate-row' },
        { row: 8, column: 'Nummer', reason: 'value-missing' },
        { row: 9, column: null, reason: 'row-too-long' },
      ],
    });
  });

  it('is refused as a whole without the columns it needs, and never repeats a value in a refusal', () => {
    expect(readTicketFile('Naam,Plaats\nChaima,Ede', 'UTC')).toEqual({
      ok: false,
      reason: 'columns-missing',
      columns: ['nummer', 'aangemeld', 'omschrijving'],
    });
    expect(readTicketFile('id,subject,created\n', 'UTC')).toMatchObject({ reason: 'no-rows' });
    expect(JSON.stringify(readTicketFile('id,subject,created\n7,Chaima is ziek,soon', 'UTC'))).not.toContain(
      'Chaima',
    );
  });
});
