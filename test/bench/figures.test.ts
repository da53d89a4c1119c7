import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../bench/compare/change.ts';
import { atLeast, atMost, type Figure, holds, isMissed, type PartResult } from '../../bench/figure.ts';
import { BEGIN, END, keptFigures, tablesOf, withTables } from '../../bench/suite/record.ts';
import { resultIn, runPart } from '../../bench/suite/run-part.ts';
import { actionsIn } from '../../bench/temporal-actions.ts';
import { allProcesses } from '../../local/processes.ts';

const rounds = (figures: readonly Figure[]): readonly (readonly PartResult[])[] => figures.map((figure) => [{ part: 'p', figures: [figure] }]);
const ms = (value: number): Figure => atMost('ms', 'ms', value, null, '毫秒', 'milliseconds');
const rate = (value: number): Figure => atLeast('rate', '/s', value, null, '每秒', 'a second');
const verdictOf = (before: readonly Figure[], after: readonly Figure[]) => changesBetween(rounds(before), rounds(after), 0.15)[0]?.verdict;

describe('figures and their limits', () => {
  it('says that what was not measured is missed, as what is beyond its limit', () => {
    expect(isMissed(atMost('a', 'ms', 10, 10, '', ''))).toBe(false);
    expect(isMissed(atMost('a', 'ms', 10.1, 10, '', ''))).toBe(true);
    expect(isMissed(atLeast('a', '/s', 9, 10, '', ''))).toBe(true);
    expect(isMissed(atMost('a', 'ms', Number.NaN, 10, '', ''))).toBe(true);
    expect(isMissed(atMost('a', 'ms', 1e9, null, '', ''))).toBe(false);
    expect(isMissed(holds('a', false, '', ''))).toBe(true);
  });
});

describe('what became slower', () => {
  it('is said where every round is worse, by more than the rounds differ', () => {
    expect(verdictOf([ms(100), ms(102), ms(101)], [ms(120), ms(122), ms(121)])).toBe('WORSE');
    expect(verdictOf([rate(10), rate(10.2), rate(10.1)], [rate(8), rate(8.1), rate(8.2)])).toBe('WORSE');
    expect(verdictOf([rate(8), rate(8.1), rate(8.2)], [rate(10), rate(10.2), rate(10.1)])).toBe('BETTER');
  });

  it('is not said of a change within the noise, nor of one below a twentieth', () => {
    expect(verdictOf([ms(100), ms(140), ms(101)], [ms(120), ms(122), ms(121)])).toBe('SAME');
    expect(verdictOf([ms(100), ms(100), ms(100)], [ms(104), ms(104), ms(104)])).toBe('SAME');
  });

  it('takes the noise that is given for runs that show none', () => {
    expect(verdictOf([ms(100)], [ms(110)])).toBe('SAME');
    expect(verdictOf([ms(100)], [ms(120)])).toBe('WORSE');
  });
});

describe('actions in a history', () => {
  it('counts the start, timers, signals, Updates, each try of an activity, and local activities of one task once', () => {
    const local = (task: number) => ({ markerRecordedEventAttributes: { markerName: 'core_local_activity', workflowTaskCompletedEventId: task } });
    expect(
      actionsIn([
        { workflowExecutionStartedEventAttributes: {} },
        { workflowTaskScheduledEventAttributes: {} },
        local(4),
        local(4),
        local(9),
        { markerRecordedEventAttributes: { markerName: 'core_patch' } },
        { timerStartedEventAttributes: {} },
        { timerFiredEventAttributes: {} },
        { workflowExecutionSignaledEventAttributes: {} },
        { signalExternalWorkflowExecutionInitiatedEventAttributes: {} },
        { workflowExecutionUpdateAcceptedEventAttributes: {} },
        { workflowExecutionUpdateCompletedEventAttributes: {} },
        { activityTaskStartedEventAttributes: { attempt: 3 } },
      ] as unknown as Parameters<typeof actionsIn>[0]), // the numbers of events are Longs there
    ).toBe(1 + 2 + 1 + 1 + 1 + 3);
  });
});

describe('a part of the bench', () => {
  const tree = (main: string): string => {
    const root = mkdtempSync(path.join(process.cwd(), 'node_modules', '.bench-'));
    mkdirSync(path.join(root, 'bench', 'p'), { recursive: true });
    writeFileSync(path.join(root, 'package.json'), '{"type":"module"}');
    writeFileSync(path.join(root, 'bench', 'p', 'main.ts'), main);
    return root;
  };
  const run = async (main: string, limitMinutes = 1) => {
    const root = tree(main);
    try {
      return await runPart({ name: 'p', root, args: [], limitMinutes, say: () => undefined });
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  };

  it('is known by its last line alone', async () => {
    const said = `{"part":"p","figures":[1]}\n{"part":"p","figures":[]}\n`;
    expect(resultIn(said, 'p')).toEqual({ part: 'p', figures: [] });
    expect(resultIn(said, 'q')).toBeNull();
    expect(resultIn(`${said}and then it died\n`, 'p')).toBeNull();
    expect(await run(`console.log('{"part":"p","figures":[]}'); process.exit(1);`)).toMatchObject({ result: { part: 'p', figures: [] } });
  });

  it('that fails is told with its last lines, and nothing that it started is left', async () => {
    const marked = `bench-left-${process.pid}`;
    const ran = await run(`
      import { spawn } from 'node:child_process';
      spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '${marked}'], { detached: true, stdio: 'ignore' }).unref();
      console.log('half way');
      throw new Error('no such table');
    `);
    expect(ran).toMatchObject({
      failed: 'ended with code 1 without figures',
      said: expect.arrayContaining(['half way', expect.stringContaining('no such table')]),
    });
    await sleep(100);
    expect(allProcesses().filter(({ command }) => command.includes(marked))).toEqual([]);
  });

  it('that hangs is ended', async () => {
    expect(await run(`setInterval(() => {}, 1000); console.log('{"part":"p","figures":[]}');`, 0.05)).toMatchObject({
      failed: expect.stringContaining('took more than'),
    });
  });
});

describe('the page of figures', () => {
  const machine = { cores: 2, model: 'CPU', memoryGb: 8, node: 'v20', os: 'Linux' };
  const run = { day: '2026-11-30', commit: 'abc', machine, size: 'usual' } as const;

  it('shows each figure with its limit, and what was missed', () => {
    const figures = [atMost('a', 'ms', 12, 10, '甲', 'first'), atLeast('b', '/s', 9, null, '乙', 'second')];
    const table = tablesOf([{ run, result: { part: 'start', figures } }], 'en');
    expect(table).toContain('| first | 12 ms | ≤ 10 | **missed** |');
    expect(table).toContain('| second | 9 /s | – |  |');
    expect(tablesOf([{ run, result: { part: 'start', figures } }], 'zh-CN')).toContain('| 甲 | 12 ms | ≤ 10 | **未达到** |');
  });

  it.each([
    ['docs/figures.md', 'en'],
    ['docs/figures.zh-CN.md', 'zh-CN'],
  ] as const)('%s holds what docs/figures.json does, and no figure that somebody typed', (page, locale) => {
    const text = readFileSync(page, 'utf8');
    expect(withTables(text, tablesOf(keptFigures(process.cwd()), locale))).toBe(text);
    expect(text.indexOf(BEGIN)).toBeLessThan(text.indexOf(END));
  });
});
