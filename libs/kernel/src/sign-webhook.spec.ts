import { fateOf, isSigned, RETRY_SECONDS, signature } from './sign-webhook.js';

// The example of the Standard Webhooks reference libraries.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const message = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  seconds: 1614265330,
  body: '{"test": 2432232314}',
};
const SIGNED = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

describe('signing a webhook', () => {
  it('gives the signature of the standard’s own example', () => {
    expect(signature(SECRET, message.id, message.seconds, message.body)).toBe(SIGNED);
  });

  it('is recognised among others, and not when a letter, the key or the time is wrong', () => {
    const signed = { ...message, header: `v1,bm9wZQ== ${SIGNED}` };
    expect(isSigned(SECRET, signed, message.seconds + 299)).toBe(true);
    expect(isSigned(SECRET, signed, message.seconds + 301)).toBe(false);
    expect(isSigned(SECRET, { ...signed, body: '{"test": 2432232315}' }, message.seconds)).toBe(false);
    expect(isSigned('whsec_AAAA', signed, message.seconds)).toBe(false);
  });
});

describe('the fate of a message', () => {
  it('is delivered by any 2xx and closed by 410', () => {
    expect(fateOf(204, 1, null)).toEqual({ kind: 'delivered' });
    expect(fateOf(410, 1, null)).toEqual({ kind: 'gone' });
  });

  it('is tried again, ever later, ten times in all', () => {
    const waits = Array.from({ length: 10 }, (_, index) => fateOf(500, index + 1, null));
    expect(waits.slice(0, 9)).toEqual(RETRY_SECONDS.map((afterSeconds) => ({ kind: 'retry', afterSeconds })));
    expect(waits[9]).toEqual({ kind: 'dead' });
  });

  it('waits as long as the server asks, but no longer than a day', () => {
    expect(fateOf(429, 1, 60)).toEqual({ kind: 'retry', afterSeconds: 60 });
    expect(fateOf(503, 1, 9_999_999)).toEqual({ kind: 'retry', afterSeconds: 86_400 });
    expect(fateOf(null, 1, null)).toEqual({ kind: 'retry', afterSeconds: 5 });
  });
});
