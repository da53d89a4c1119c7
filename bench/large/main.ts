/** Part `large` of `npm run bench`: a step with 200 approvers, each asked by mail and deciding by link, and what Temporal keeps of it. */
import { atLeast, atMost, tell } from '../figure.ts';
import { importExample, withProcess } from '../own-process.ts';
import { APPROVERS, measureLargeStep } from './large-step.ts';

/** Temporal suggests to begin a new run at so many events; a payload it warns of is twice as large (256 KB). */
const LIMITS = { historyEvents: 4_096, payloadKb: 256 } as const;

console.log(`托建 bench, large: a step with ${APPROVERS} approvers`);
await withProcess('large', {}, async ({ apiUrl }, beside) => {
  await importExample(beside);
  const step = await measureLargeStep(apiUrl, beside);
  const decided = step.status === 'APPROVED' ? step.decided : 0;
  tell({
    part: 'large',
    figures: [
      atLeast('decided', '', decided, APPROVERS, `一步 ${APPROVERS} 人，已决定`, `of ${APPROVERS} approvers in one step decided`),
      atMost('historyEvents', '', step.historyEvents, LIMITS.historyEvents, '最长一次运行的历史事件', 'history events of its longest run'),
      atMost('payloadKb', 'KB', step.largestPayloadBytes / 1_024, LIMITS.payloadKb, '最大的一份载荷', 'its largest payload'),
      atMost('seconds', 's', step.seconds, null, '从送审到结束，八人同时', 'from handing in to its end, eight at once'),
    ],
  });
});
