/**
 * What a process and all below it took of processors and hold of memory, by the kind of program. Linux alone (/proc);
 * elsewhere nothing is told.
 */
import { readFileSync } from 'node:fs';
import { allProcesses, familyOf } from '../../local/processes.ts';

/** The kernel counts in hundredths of a second (USER_HZ), whatever its own clock is. */
const MS_A_TICK = 10;
export const PROGRAMS = ['service', 'temporal', 'postgres'] as const;
export type Program = (typeof PROGRAMS)[number];
/** Milliseconds of processors since each began; `memoryMb`: what they hold now, shared pages counted once each process. */
export type Taken = { readonly cpuMs: Readonly<Record<Program, number>>; readonly memoryMb: Readonly<Record<Program, number>> };

const programOf = (command: string): Program => {
  if (/(^|\/)temporal\b[^/]* server /.test(command)) return 'temporal';
  return /(^|\/)postgres(:| )/.test(command) ? 'postgres' : 'service';
};

function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
/** Proportional share of shared pages, so that PostgreSQL's buffers are counted once; resident where that is not told. */
function memoryOf(pid: number): number {
  const kb = (text: string, name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0);
  try {
    return kb(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'), 'Pss');
  } catch {
    return kb(readFileSync(`/proc/${pid}/status`, 'utf8'), 'VmRSS');
  }
}

export function takenBy(pid: number): Taken {
  const none = (): Record<Program, number> => ({ service: 0, temporal: 0, postgres: 0 });
  const [cpuMs, memoryKb] = [none(), none()];
  const commands = new Map(allProcesses().map((one) => [one.pid, one.command]));
  for (const member of familyOf(pid)) {
    const program = programOf(commands.get(member) ?? '');
    try {
      cpuMs[program] += ticksOf(member) * MS_A_TICK;
      memoryKb[program] += memoryOf(member);
    } catch {
      // it has ended
    }
  }
  const memoryMb = none();
  for (const program of PROGRAMS) memoryMb[program] = Math.round(memoryKb[program] / 1_024);
  return { cpuMs, memoryMb };
}
