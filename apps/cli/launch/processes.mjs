// Runs a process of the product and keeps it running.
import { fork } from 'node:child_process';
import path from 'node:path';

/** A process that dies is started again; more often than this within a minute, and there is something to mend first. */
const RESTARTS = 5;
const WITHIN_MILLISECONDS = 60_000;
/** How long a process may take to finish what it is doing after it was asked to stop. */
const PATIENCE_MILLISECONDS = 8_000;

/**
 * The worker's room for young objects before V8 clears them, in MB: with V8's own 16, an import of 10,000 people spends
 * a quarter of its time clearing. The commands in `package.json` and the Docker files say the same.
 */
export const WORKER_ARGUMENTS = ['--max-semi-space-size=64'];
/**
 * The web process answers many short requests in thousands of small functions: machine code from their first call and
 * room for young objects from the start save a tenth of a quiz.
 */
export const WEB_ARGUMENTS = ['--always-sparkplug', '--min-semi-space-size=32', '--max-semi-space-size=32'];
const ARGUMENTS = { web: WEB_ARGUMENTS, worker: WORKER_ARGUMENTS };

const hasEnded = (child) => child.exitCode !== null || child.signalCode !== null;
const ended = (child) =>
  new Promise((resolve) => (hasEnded(child) ? resolve() : child.once('exit', resolve)));

/** One process of the product: `web` or `worker`. */
export class KeptProcess {
  #child;
  #stopping = false;
  #deaths = [];

  /** @param {{ root: string, name: string, environment: Record<string, string | undefined>, giveUp: () => void }} options */
  constructor({ root, name, environment, giveUp }) {
    Object.assign(this, { root, name, environment, giveUp });
  }

  /** Starts it and waits until it says it is ready; rejects when it stops before that. */
  async start() {
    const child = fork(path.join(this.root, 'dist', 'apps', this.name, 'src', 'main.js'), [], {
      cwd: this.root,
      env: this.environment,
      execArgv: ARGUMENTS[this.name],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child = child;
    await new Promise((resolve, reject) => {
      child.once('message', resolve);
      child.once('exit', (code, signal) =>
        reject(
          Object.assign(new Error(`${this.name} stopped (${signal ?? code}).`), { reason: signal ?? code }),
        ),
      );
      child.once('error', reject);
    });
    const died = (code, signal) => void this.#again(signal ?? code);
    if (hasEnded(child)) died(child.exitCode, child.signalCode);
    else child.once('exit', died);
  }

  async #again(reason) {
    if (this.#stopping) return;
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((at) => at > now - WITHIN_MILLISECONDS), now];
    const times = this.#deaths.length;
    if (times > RESTARTS) {
      console.error(
        `${this.name} stopped unexpectedly (${reason}), ${times} times within a minute; stopping everything.`,
      );
      this.giveUp();
      return;
    }
    console.error(
      `${this.name} stopped unexpectedly (${reason}); starting it again (${times} of ${RESTARTS}).`,
    );
    await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** times));
    if (this.#stopping) return;
    try {
      await this.start();
      console.error(`${this.name} runs again`);
    } catch (error) {
      await this.#again(error.reason ?? error.message);
    }
  }

  /** Asks it to stop; kills it when that takes too long. What it was doing is taken up after the next start. */
  async stop() {
    this.#stopping = true;
    const child = this.#child;
    if (!child || hasEnded(child)) return;
    child.kill('SIGTERM');
    const late = setTimeout(() => {
      console.error(`${this.name} did not stop within ${PATIENCE_MILLISECONDS / 1000} s; killing it.`);
      child.kill('SIGKILL');
    }, PATIENCE_MILLISECONDS);
    await ended(child);
    clearTimeout(late);
  }

  /** For `npm run dev`: stops it and starts what was compiled since. */
  async restart() {
    await this.stop();
    this.#stopping = false;
    await this.start();
  }
}
