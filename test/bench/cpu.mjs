// Processor time of whole process trees, read where the kernel keeps it. Linux only, as the bench is.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

const MILLISECONDS_PER_TICK = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
const NANOSECONDS = 1e-6;

/**
 * Parent and milliseconds of every process: to the nanosecond of its own threads, and in ticks (mostly 10 ms) of the
 * children it has reaped. In ticks alone, thirty database connections would be thirty roundings.
 */
function readProcesses() {
  const processes = new Map();
  for (const entry of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = fs.readFileSync(`/proc/${entry}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ticks = Number(fields[13]) + Number(fields[14]);
      const nanoseconds = fs
        .readdirSync(`/proc/${entry}/task`)
        .reduce((sum, thread) => sum + nanosecondsOf(entry, thread), 0);
      processes.set(Number(entry), {
        parent: Number(fields[1]),
        time: ticks * MILLISECONDS_PER_TICK + nanoseconds * NANOSECONDS,
      });
    } catch (error) {
      // It ended between listing and reading.
      if (error.code !== 'ENOENT' && error.code !== 'ESRCH') throw error;
    }
  }
  return processes;
}

const nanosecondsOf = (pid, thread) =>
  Number(fs.readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ', 1)[0]);

/** Milliseconds of CPU that these processes and all below them have used so far: `{ web: 812, database: 340 }`. */
export function cpuOf(roots) {
  const processes = readProcesses();
  const below = (pid) => {
    const own = processes.get(pid);
    if (!own) return 0;
    const children = [...processes].filter(([, { parent }]) => parent === pid);
    return children.reduce((sum, [child]) => sum + below(child), own.time);
  };
  return Object.fromEntries(
    Object.entries(roots).map(([name, pid]) => [name, pid === process.pid ? ownCpu() : below(pid)]),
  );
}

/** Of the bench itself, where it is the server for once: without the programs it started. */
function ownCpu() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The process ids of the children of `pid` whose command line contains `part`. */
export function childOf(pid, part) {
  const found = [...readProcesses()].find(
    ([child, { parent }]) =>
      parent === pid && fs.readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(part),
  );
  if (!found) throw new Error(`No process "${part}" runs below ${pid}.`);
  return found[0];
}

const difference = (after, before) =>
  Object.fromEntries(Object.keys(after).map((name) => [name, after[name] - before[name]]));
const round = (value) => Number(value.toFixed(value < 1 ? 3 : 2));
export const sumOf = (parts) => Object.values(parts).reduce((sum, value) => sum + value, 0);

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** How much these processes use per millisecond when nobody asks them anything. */
async function idleRate(roots, milliseconds) {
  const before = cpuOf(roots);
  const began = performance.now();
  await pause(milliseconds);
  const spent = difference(cpuOf(roots), before);
  const time = performance.now() - began;
  return Object.fromEntries(Object.entries(spent).map(([name, value]) => [name, value / time]));
}

/**
 * CPU milliseconds of one piece of work: `rounds` times `work(round)`, which says how many pieces it did, after
 * `warmUp` rounds that don't count. What the processes use idly is measured for as long as a round takes and taken off.
 * Gives the round in the middle, by process.
 */
export async function measure({ roots, rounds, work, prepare, settle = 1000, calm = true, warmUp = 0 }) {
  const measured = [];
  for (let number = 0; number < warmUp + rounds; number += 1) {
    await prepare?.(number);
    await pause(settle);
    const before = cpuOf(roots);
    const began = performance.now();
    const count = await work(number);
    // The worker's share of an answer comes a moment later.
    await pause(settle);
    const spent = difference(cpuOf(roots), before);
    measured.push({ spent, time: performance.now() - began, count });
  }
  measured.splice(0, warmUp);
  const middle = median(measured.map(({ time }) => time));
  const idle = calm ? await idleRate(roots, Math.min(5000, Math.max(1000, middle))) : {};
  const each = measured.map(({ spent, time, count }) =>
    Object.fromEntries(
      Object.entries(spent).map(([name, value]) => [
        name,
        Math.max(0, (value - (idle[name] ?? 0) * time) / count),
      ]),
    ),
  );
  const typical = median(each.map(sumOf));
  const parts = each.find((one) => sumOf(one) === typical);
  return {
    value: round(typical),
    parts: Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, round(value)])),
  };
}
