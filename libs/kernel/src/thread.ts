import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Transferable, Worker } from 'node:worker_threads';
import { projectRoot } from './project-root.js';

/** Specs run from source, and a thread is outside their loader: this one translates for it. */
const SOURCE_LOADER = 'test/support/thread-loader.mjs';

/**
 * Runs a file as a thread of its own, so that long arithmetic holds nobody up, and gives the one message it posts. The
 * file reads `workerData` and calls `parentPort.postMessage`. `input` is copied (plain values, maps, typed arrays), or
 * moved where `transfer` names its buffers.
 *
 * @param file the compiled file, `new URL('./x.worker.js', import.meta.url)`
 * @throws what the thread threw, the reason of `signal` when it was cancelled (the thread is ended at once), or an
 * Error when it ended without an answer
 */
export function inThread<Output>(
  file: URL,
  input: unknown,
  { transfer = [], signal }: { transfer?: readonly Transferable[]; signal?: AbortSignal } = {},
): Promise<Output> {
  const fromSource = import.meta.url.endsWith('.ts');
  const loader = pathToFileURL(path.join(projectRoot(), SOURCE_LOADER)).href;
  return new Promise<Output>((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = new Worker(fromSource ? new URL(file.href.replace(/\.js$/, '.ts')) : file, {
      workerData: input,
      transferList: [...transfer],
      // Options of the process, such as a debugger's, are none of the thread's.
      execArgv: fromSource ? ['--import', loader] : [],
    });
    const cancel = (): void => {
      reject(signal?.reason as Error);
      void worker.terminate();
    };
    signal?.addEventListener('abort', cancel, { once: true });
    worker.once('message', (output: Output) => resolve(output));
    worker.once('error', reject);
    worker.once('exit', (code) => {
      signal?.removeEventListener('abort', cancel);
      reject(new Error(`a thread ended without an answer (${code}): ${path.basename(file.pathname)}`));
    });
  });
}
