import { describe, expect, it } from 'vitest';
import { Kept, type KeptOptions, pauseBefore, type RunningPart } from '../../local/kept.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Parts that stand for processes; `die` ends the one that runs. */
function parts(start?: KeptOptions<RunningPart>['start'], answers?: () => Promise<boolean>) {
  const said: string[] = [];
  let die: (how: string) => void = () => undefined;
  let [started, stopped] = [0, 0];
  const note = (_fields: object, line: string): void => void said.push(line);
  const one = async (): Promise<RunningPart> => {
    started += 1;
    let end: (how: string) => void = () => undefined;
    const ended = new Promise<string>((resolve) => {
      end = resolve;
    });
    die = end;
    const stop = async (): Promise<void> => {
      stopped += 1;
      end('told to');
    };
    const kill = (): void => end('killed');
    return { ended, stop, kill, ...(answers === undefined ? {} : { answers }) };
  };
  let own = start;
  const log = { error: note, warn: note } as unknown as KeptOptions<RunningPart>['log']; // a logger of which these two are called
  const kept = new Kept<RunningPart>({
    part: 'mails',
    name: 'The part',
    log,
    patience: { everyMs: 20, limitMs: 30, looks: 4 },
    start: (spawned, again) => (own === undefined ? one() : own(spawned, again)),
  });
  return {
    kept,
    said,
    die: (how: string) => die(how),
    counts: () => ({ started, stopped }),
    startBy(next: KeptOptions<RunningPart>['start'] | undefined) {
      own = next;
    },
  };
}

describe('a part that is kept running', () => {
  it('is started again when it ends by itself, says so in a sentence, and tells how it stands', async () => {
    const { kept, said, die, counts } = parts();
    await kept.begin();
    expect(kept.standing).toEqual({ part: 'mails', runs: true, ends: 0, endedAt: null });
    die('killed by SIGKILL');
    await expect.poll(() => kept.running).toBeNull();
    expect(kept.standing).toMatchObject({ runs: false, ends: 1 });
    await expect.poll(() => kept.running, { timeout: 3_000 }).not.toBeNull();
    expect(said).toEqual(['The part has ended by itself (killed by SIGKILL); it is started again in 1 s', 'The part runs again']);
    expect(counts().started).toBe(2);
    await kept.stop();
    expect(counts()).toEqual({ started: 2, stopped: 1 });
  });

  it('is tried again after a start that failed, and is not started any more once it is told to stop', async () => {
    const { kept, said, die, counts, startBy } = parts();
    await kept.begin();
    startBy(async () => {
      throw new Error('the port is taken');
    });
    die('with code 1');
    await expect
      .poll(() => said.at(-1), { timeout: 3_000 })
      .toBe('The part could not be started again: the port is taken; it is started again in 2 s');
    startBy(undefined);
    const began = Date.now();
    await kept.stop();
    expect(Date.now() - began).toBeLessThan(500);
    await pause(2_200);
    expect(counts()).toEqual({ started: 1, stopped: 0 });
  });

  it('ends what is being started when it is told to stop meanwhile', async () => {
    const { kept, die, startBy } = parts();
    await kept.begin();
    let killed = 0;
    startBy(
      (spawned) =>
        new Promise((_resolve, reject) => {
          spawned(() => {
            killed += 1;
            reject(new Error('killed'));
          });
        }),
    );
    die('with code 1');
    await pause(1_200);
    await kept.stop();
    expect(killed).toBeGreaterThan(0);
    expect(kept.running).toBeNull();
  });

  it('is ended and started again when it hangs, and not when it is only silent for a while', async () => {
    let silentFor = 0;
    let looks = 0;
    const { kept, said, counts } = parts(undefined, async () => {
      looks += 1;
      silentFor -= 1;
      return silentFor < 0;
    });
    await kept.begin();
    silentFor = 3;
    await expect.poll(() => silentFor).toBeLessThan(-3);
    expect(counts()).toEqual({ started: 1, stopped: 0 });
    silentFor = 4;
    await expect.poll(() => said.at(-1), { timeout: 3_000 }).toBe('The part runs again');
    expect(said[0]).toBe('The part has not answered for 0 s and was ended; it is started again in 1 s');
    expect(counts()).toEqual({ started: 2, stopped: 0 });
    // The new one is looked at as well, until it is told to stop.
    const before = looks;
    await expect.poll(() => looks).toBeGreaterThan(before);
    await kept.stop();
    const after = looks;
    await pause(100);
    expect(looks).toBe(after);
  });

  it('rests longer each time that it ends shortly after, up to a minute', () => {
    expect([0, 1, 2, 3, 4, 7, 20].map(pauseBefore)).toEqual([0, 1_000, 2_000, 4_000, 8_000, 60_000, 60_000]);
  });
});
