/** The summary of what is wrong, above a form: read out when it appears, each fault a way to its field. */
import { Alert, Anchor, List } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useSay, useWords } from '../app/locale.tsx';
import type { ApiProblem } from '../app/problem.ts';
import { PARTS_WORDS } from './words.ts';

/** One fault; with a field it can be gone to. */
export type FaultLine = { readonly text: string; readonly onGo?: () => void };

type Props = {
  readonly problem: ApiProblem | null;
  /** Instead of the problem's own faults, where a form has put them at its fields. */
  readonly lines?: readonly FaultLine[];
  /** How often it was tried: it is read out again each time. */
  readonly tries?: number;
};

export function FaultSummary({ problem, lines, tries = 0 }: Props): ReactNode {
  const words = useWords(PARTS_WORDS);
  const say = useSay();
  const box = useRef<HTMLDivElement>(null);
  const told: readonly FaultLine[] = lines ?? problem?.faults.map(({ at, text }) => ({ text: at === null ? say(text) : `${at} ${say(text)}` })) ?? [];
  const any = problem !== null || told.length > 0;
  const seen = useRef({ problem: null as ApiProblem | null, tries: -1 }); // nothing yet
  useEffect(() => {
    const { current } = seen;
    const again = problem !== null ? problem !== current.problem : tries !== current.tries;
    seen.current = any ? { problem, tries } : { problem: null, tries: -1 };
    if (any && again) box.current?.focus();
  }, [any, problem, tries]);
  if (!any) return null;
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      color="stop"
      variant="outline"
      role="alert"
      title={problem === null ? words.faults(told.length) : say(problem.text)}
    >
      {told.length > 0 && (
        <List spacing={4}>
          {told.map(({ text, onGo }) => (
            <List.Item key={text}>
              {onGo === undefined ? (
                text
              ) : (
                <Anchor component="button" type="button" ta="start" onClick={onGo}>
                  {text}
                </Anchor>
              )}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
