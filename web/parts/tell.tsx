/** A word about what was done, or what went wrong with a bare action; forms and dialogs tell it themselves, never both. */
import { notifications } from '@mantine/notifications';
import { useSay, useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { PARTS_WORDS } from './words.ts';

export function useTell(): { readonly done: (text: string) => void; readonly problem: (problem: ApiProblem) => void } {
  const say = useSay();
  const closeButtonProps = { 'aria-label': useWords(PARTS_WORDS).close };
  return {
    done: (text) => void notifications.show({ message: text, color: 'go', role: 'status', closeButtonProps }),
    problem: (problem) =>
      void notifications.show({
        title: say(problem.text),
        message: problem.faults.map(({ text }) => say(text)).join(' '),
        color: 'stop',
        role: 'alert',
        autoClose: 15_000,
        closeButtonProps,
      }),
  };
}
