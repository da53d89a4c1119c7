/** How a step of scores ended: who scored, and who was absent when time ran out. Deliberately absent: what the scores lead to (stages/acceptance/). */
import type { Text } from '../kernel/values.ts';
import type { ApprovalState, Task } from './facts.ts';

type Scored = Pick<ApprovalState, 'route' | 'status' | 'automatic' | 'tasks'>;

/** Asked for a score, and gave none before the route ended the step. */
export const isAbsent = ({ route, status, automatic }: Scored, task: Task): boolean =>
  status === 'APPROVED' && automatic && task.kind === 'DECIDE' && task.status === 'CLOSED' && route.steps[task.step]?.asksScore === true;

export const ABSENT_WORDS: Text = { zh: '缺席（到期未评分）', en: 'absent (no score in time)' };

/** The outcome of an approval that ends with scores, which nobody approves; null: it is none. */
export function scoredWords(state: Scored): Text | null {
  if (state.status !== 'APPROVED' || state.route.steps.at(-1)?.asksScore !== true) return null;
  const scored = state.tasks.filter(({ kind, status }) => kind === 'DECIDE' && status === 'APPROVED').length;
  const absent = state.tasks.filter((task) => isAbsent(state, task)).length;
  return absent === 0
    ? { zh: `评分结束：${scored} 人评分`, en: `scoring is over: ${scored} scored` }
    : {
        zh: `评分结束：${scored} 人评分，${absent} 人缺席（到期未评分）`,
        en: `scoring is over: ${scored} scored, ${absent} absent (no score in time)`,
      };
}
