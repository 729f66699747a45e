import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { projectRoot } from '#kernel';

/** A program that a spec started, with everything it said so far. */
export class Program {
  private said = '';
  private result: { code: number | null; signal: NodeJS.Signals | null } | undefined;
  private readonly watchers = new Set<() => void>();

  constructor(readonly child: ChildProcess) {
    const hear = (chunk: Buffer) => {
      this.said += chunk.toString();
      for (const watcher of this.watchers) watcher();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => hear(Buffer.from(error.message)));
    child.once('close', (code, signal) => {
      this.result = { code, signal };
      for (const watcher of this.watchers) watcher();
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get output(): string {
    return this.said;
  }

  get hasEnded(): boolean {
    return this.result !== undefined;
  }

  /** Waits until it has said this; rejects, with all it did say, when it ends first or takes too long. */
  async says(words: string | RegExp, milliseconds = 120_000): Promise<RegExpExecArray> {
    const pattern =
      typeof words === 'string' ? new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : words;
    return this.until(() => pattern.exec(this.said) ?? undefined, `say ${String(words)}`, milliseconds);
  }

  async ends(
    milliseconds = 60_000,
  ): Promise<{ code: number | null; signal: NodeJS.Signals | null; output: string }> {
    const result = await this.until(() => this.result, 'end', milliseconds, true);
    return { ...result, output: this.said };
  }

  private until<T>(
    look: () => T | undefined,
    what: string,
    milliseconds: number,
    mayEnd = false,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const finish = (act: () => void) => {
        clearTimeout(timer);
        this.watchers.delete(watcher);
        act();
      };
      const watcher = () => {
        const found = look();
        if (found !== undefined) finish(() => resolve(found));
        else if (this.result && !mayEnd)
          finish(() =>
            reject(this.failure(`ended (${this.result?.signal ?? this.result?.code}) and did not ${what}`)),
          );
      };
      const timer = setTimeout(
        () => finish(() => reject(this.failure(`did not ${what} within ${milliseconds / 1000} s`))),
        milliseconds,
      );
      this.watchers.add(watcher);
      watcher();
    });
  }

  private failure(what: string): Error {
    return new Error(`${this.child.spawnargs.slice(0, 4).join(' ')} ${what}:\n${this.said.slice(-4000)}`);
  }
}

const running = new Set<Program>();

/**
 * Starts a program in a process group of its own, as a terminal would. Nothing of the specs' own settings goes along:
 * only `environment` and what every program needs.
 */
export function begin(
  command: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Program {
  const { PATH = '', HOME = '', LANG = 'C.UTF-8', TZ = 'UTC' } = process.env;
  const child = spawn(command, [...args], {
    cwd: projectRoot(),
    env: { PATH, HOME, LANG, TZ, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const program = new Program(child);
  running.add(program);
  child.once('close', () => running.delete(program));
  return program;
}

/** `npm start`, without npm. */
export const beginProduct = (environment: Readonly<Record<string, string>>): Program =>
  begin(process.execPath, ['apps/cli/start.mjs'], environment);

/** `npm run cli -- …`, without npm. */
export async function cli(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { code, output } = await begin(process.execPath, ['apps/cli/cli.mjs', ...words], environment).ends(
    120_000,
  );
  return { code, output };
}

/** Compiles when a source is newer than the last build, so that no spec pays for it in the middle of a story. */
export async function compile(): Promise<void> {
  const { code, output } = await begin(process.execPath, ['apps/cli/cli.mjs', 'config', 'example']).ends(
    240_000,
  );
  if (code !== 0) throw new Error(output);
}

/** Sends a signal to a process or, with a negative id, to a whole group; it may be gone already. */
export function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Ids of the processes whose command line holds all these words. */
export function findProcesses(...words: readonly string[]): number[] {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      const line = readText(`/proc/${pid}/cmdline`).replace(/\0/g, ' ');
      return line !== '' && words.every((word) => line.includes(word));
    })
    .map(Number);
}

/** The processes that a process started and that still live. */
export function childrenOf(pid: number): number[] {
  return readText(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

export const lives = (pid: number): boolean =>
  !['', 'Z'].includes(/^State:\s+(\w)/m.exec(readText(`/proc/${pid}/status`))?.[1] ?? '');

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    // The process ended while we looked.
    return '';
  }
}

export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Looks every 50 ms until `look` gives something, or says what it waited for in vain. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  milliseconds = 30_000,
): Promise<T> {
  for (const patience = Date.now() + milliseconds; ;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > patience) throw new Error(`Not within ${milliseconds / 1000} s: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const folders: string[] = [];

/** A folder for a spec's data; `cleanUp` removes it. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(process.env['TEST_FOLDERS'] ?? os.tmpdir(), 'vaardig-faults-'));
  // PostgreSQL runs under an account of its own when root starts it.
  fs.chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** Ends everything that was begun, whatever the specs came to, and removes their folders. */
export async function cleanUp(): Promise<void> {
  for (const program of [...running]) {
    const group = [program.pid, ...childrenOf(program.pid)];
    send('SIGKILL', -program.pid);
    for (const pid of group) send('SIGKILL', pid);
    await program.ends(10_000);
  }
  for (const folder of folders.splice(0)) {
    const servers = () => findProcesses('postgres', folder);
    for (const pid of servers()) send('SIGQUIT', pid);
    await eventually(`no PostgreSQL on ${folder}`, () => servers().length === 0);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
