/** What an act is called on its button. */
import { useSay, useWords } from '../../app/locale.tsx';
import type { Act } from './acts.ts';
import { useCase, useNames } from './facts.ts';
import { CASE_WORDS } from './words.ts';

/** Its name, and for whom, where several tasks of mine have it. */
export function useActName(): (act: Act) => string {
  const say = useSay();
  const words = useWords(CASE_WORDS);
  const names = useNames();
  const { acts, steps } = useCase();
  return (act) => {
    const alike = acts.filter((other) => other.act === act.act);
    const task = alike.length < 2 ? undefined : steps.flatMap(({ tasks }) => tasks).find((one) => one.task === act.command.task);
    return task?.onBehalfOf == null ? say(act.name) : `${say(act.name)} · ${words.actsFor(names(task.onBehalfOf))}`;
  };
}
