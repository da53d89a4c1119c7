/**
 * O8: what a process holds open after the faults is what it held before, within a tenth and what a few requests more or less
 * make. A process that was started anew has no base of its own, and is held to that of the first one of its kind.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Service } from '../service.ts';
import { type Findings, NONE } from './findings.ts';

export type Holds = Readonly<Record<string, { readonly files: number; readonly memoryMb: number }>>;

/** A tenth, and so many; memory is told and judged by the longer runs alone (docs/figures.md). */
const MORE = { share: 1.1, files: 25 } as const;

/** Empty where the machine does not tell (/proc). */
export function holdsOf({ parts }: Service): Holds {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, { process: one }]) => {
      try {
        const files = readdirSync(`/proc/${one.pid}/fd`).length;
        const memoryMb = Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${one.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024);
        return [[name, { files, memoryMb }]];
      } catch {
        return [];
      }
    }),
  );
}

export function heldBack(before: Holds, after: Holds): Findings {
  const wrong = Object.entries(after).flatMap(([name, { files }]) => {
    const was = before[name]?.files ?? files;
    return files > was * MORE.share + MORE.files ? [`${name} holds ${files} files and connections open, and held ${was} before`] : [];
  });
  return { ...NONE, wrong };
}
