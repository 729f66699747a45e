import Sequencer from '@jest/test-sequencer';

/**
 * Browser and journey files take minutes, the others seconds: on a fresh clone, where Jest has no times to go by, the
 * long ones begin first, so that no core idles at the end while another still walks through an exam.
 */
const LONG = [/[/\\]test[/\\]browser[/\\]/, /\.browser\.spec\.ts$/, /[/\\]test[/\\](?:journeys|faults)[/\\]/];

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path: file }) => {
      const found = LONG.findIndex((pattern) => pattern.test(file));
      return found < 0 ? LONG.length : found;
    };
    const usual = [...super.sort(tests)];
    return usual.every(({ duration }) => duration !== undefined)
      ? usual
      : usual.sort((a, b) => place(a) - place(b));
  }
}
