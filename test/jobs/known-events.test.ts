/** Which events there were, kept beside the checkpoints outside the database. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventsBeside, type KeptEvents } from '../../log/known-events.ts';

let folder: string;
let kept: KeptEvents;
const file = (): string => path.join(folder, 'events.txt');
const event = (index: number, commandId: string | null = `command-${index}`) => ({
  index,
  stream: 'approval/QH-01.FSR',
  version: index + 1,
  type: 'Submitted',
  at: '2026-11-30T02:00:00.000Z',
  commandId,
});
const placesFrom = async (from: number): Promise<readonly number[]> => {
  const found: number[] = [];
  for await (const { version } of kept.read(from)) found.push(version - 1);
  return found;
};
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tuojian-known-'));
  kept = eventsBeside(path.join(folder, 'checkpoints.txt'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('events kept outside', () => {
  it('go on where they ended, and are read from a place on', async () => {
    expect(kept.next()).toBe(0);
    expect(await placesFrom(0)).toEqual([]);
    kept.add([event(0), event(1)]);
    kept.add([event(2)]);
    expect(kept.next()).toBe(3);
    expect(await placesFrom(1)).toEqual([1, 2]);
  });

  it('a line that a crash cut off is written once more, and read once', async () => {
    kept.add([event(0), event(1)]);
    truncateSync(file(), readFileSync(file()).length - 4);
    expect(kept.next()).toBe(1);
    kept.add([event(1), event(2)]);
    expect(kept.next()).toBe(3);
    const found: (string | null)[] = [];
    for await (const { commandId } of kept.read(0)) found.push(commandId);
    expect(found).toEqual(['command-0', 'command-1', 'command-2']);
  });

  it('hold no command id that is no plain word, and nothing that somebody else wrote between', async () => {
    kept.add([event(0, 'a b'), event(1, '托建\n9 x@1 T t c'), event(2, null)]);
    appendFileSync(file(), 'a note by hand\n');
    kept.add([event(3)]);
    const found: (string | null)[] = [];
    for await (const { commandId } of kept.read(0)) found.push(commandId);
    expect(found).toEqual([null, null, null, 'command-3']);
  });

  it('after a declared loss they go on after what was kept, and what was there before stays beside them', async () => {
    kept.add([0, 1, 2, 3].map((index) => event(index)));
    await kept.restart(2);
    expect(await placesFrom(0)).toEqual([0, 1]);
    expect(kept.next()).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(['events-until-4.txt', 'events.txt']);
  });
});
