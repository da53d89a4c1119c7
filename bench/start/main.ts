/**
 * Part `start` of `npm run bench`: how long a user waits from the command (`node bin/tuojian.mjs start`) until `/readyz`, on an
 * empty folder and again on the same one with the example in it, and what the service then takes and holds when nobody asks it
 * anything. Deliberately absent: downloads, which the first start of all makes.
 */
import { PROGRAMS, type Program, takenBy } from '../approvals/processor-time.ts';
import { atMost, middle, tell } from '../figure.ts';
import { besideProcess, importExample, type OwnProcess, ownFolder, removeFolder, startProcess } from '../own-process.ts';
import { idleOf, REST_S, WATCH_S } from '../rest.ts';

const LIMITS = { coldSeconds: 10, warmSeconds: 5, idlePercent: 2 } as const;
const WARM_STARTS = 3;
const NAMES: Readonly<Record<Program, { readonly zh: string; readonly en: string }>> = {
  service: { zh: '服务', en: 'service' },
  temporal: { zh: 'Temporal', en: 'Temporal' },
  postgres: { zh: 'PostgreSQL', en: 'PostgreSQL' },
};

console.log('托建 bench, start: cold, then warm with the example');
const folder = ownFolder('start');
const warm: number[] = [];
let running: OwnProcess | null = null;
try {
  running = await startProcess(folder);
  const cold = running.startSeconds;
  console.log(`  cold ${cold.toFixed(1)} s`);
  const beside = besideProcess(folder);
  await importExample(beside);
  await beside.close();
  for (let n = 0; n < WARM_STARTS; n += 1) {
    await running.stop();
    running = await startProcess(folder);
    warm.push(running.startSeconds);
    console.log(`  warm ${running.startSeconds.toFixed(1)} s`);
  }
  console.log(`  resting ${REST_S} s, then watching for ${WATCH_S} s`);
  const idle = await idleOf(running.pid);
  const { memoryMb } = takenBy(running.pid);
  tell({
    part: 'start',
    figures: [
      atMost('coldSeconds', 's', cold, LIMITS.coldSeconds, '冷启动至就绪', 'cold start until it is ready'),
      atMost(
        'warmSeconds',
        's',
        middle(warm),
        LIMITS.warmSeconds,
        `热启动至就绪（${WARM_STARTS} 次的中位数）`,
        `warm start until it is ready, middle of ${WARM_STARTS}`,
      ),
      ...PROGRAMS.map((program) =>
        atMost(
          `idle-${program}`,
          '%',
          idle[program],
          program === 'service' ? LIMITS.idlePercent : null,
          `静止一分钟后占用一个核的比例：${NAMES[program].zh}`,
          `of a core, a minute after the last request: ${NAMES[program].en}`,
        ),
      ),
      ...PROGRAMS.map((program) =>
        atMost(`memory-${program}`, 'MB', memoryMb[program], null, `静止时内存：${NAMES[program].zh}`, `memory at rest: ${NAMES[program].en}`),
      ),
    ],
  });
} finally {
  await running?.stop();
  removeFolder(folder);
}
