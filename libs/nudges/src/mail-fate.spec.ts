import { fateOf } from './mail-fate.js';

describe('a mail that could not be sent', () => {
  it('is tried again when the server could not be reached or asked for patience', () => {
    expect(fateOf(Object.assign(new Error(), { code: 'ESOCKET', syscall: 'connect' }))).toBe('not-taken');
    expect(fateOf({ code: 'EDNS' })).toBe('not-taken');
    expect(fateOf({ code: 'EENVELOPE', responseCode: 451, command: 'RCPT TO' })).toBe('not-taken');
    expect(fateOf({ code: 'EMESSAGE', responseCode: 452, command: 'DATA' })).toBe('not-taken');
    expect(fateOf({ code: 'EENVELOPE', responseCode: 530, command: 'MAIL FROM' })).toBe('not-taken');
  });

  it('is refused when the address or the mail is', () => {
    expect(fateOf({ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' })).toBe('refused');
    expect(fateOf({ code: 'EMESSAGE', responseCode: 554, command: 'DATA' })).toBe('refused');
    expect(fateOf({ code: 'EENVELOPE', command: 'API' })).toBe('refused');
  });

  it('is in doubt when the connection broke or fell silent', () => {
    expect(fateOf({ code: 'ECONNECTION', command: 'CONN' })).toBe('in-doubt');
    expect(fateOf({ code: 'ETIMEDOUT' })).toBe('in-doubt');
    expect(fateOf(new Error('write EPIPE'))).toBe('in-doubt');
    expect(fateOf('broken')).toBe('in-doubt');
  });
});
