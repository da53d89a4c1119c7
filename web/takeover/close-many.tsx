/** Takeovers that were looked at are closed one after the other; each says for itself what came of it. */
import { Button, List, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { dayAt } from '../../domain/kernel/days.ts';
import { newKey } from '../app/acting.ts';
import { send } from '../app/client.ts';
import { useMarks, useSay, useWords } from '../app/locale.tsx';
import { type ApiProblem, asProblem } from '../app/problem.ts';
import { useTell } from '../parts/tell.tsx';
import { type Basis, BasisForm } from './basis-form.tsx';
import { TAKEOVER_WORDS } from './words.ts';

type Outcome = { readonly project: string; readonly problem: ApiProblem | null };

export function CloseMany({ projects, onDone }: { readonly projects: readonly string[]; readonly onDone: () => void }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const marks = useMarks();
  const say = useSay();
  const tell = useTell();
  const queries = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(newKey);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const left = projects.filter((project) => !outcomes.some((one) => one.project === project && one.problem === null));
  const close = async (basis: Basis): Promise<void> => {
    setBusy(true);
    const told: Outcome[] = [];
    for (const project of left) {
      const body = { type: 'CloseTakeover', ...basis } as const;
      const given = { params: { path: { id: project } }, body, key: `${key}.${project}` };
      // The same key: pressed again, what was closed is not closed anew.
      const problem = await send('/api/v1/project/{id}/commands', given).then(() => null, asProblem);
      told.push({ project, problem });
      setOutcomes([...told]);
    }
    setBusy(false);
    setKey(newKey());
    await queries.invalidateQueries();
    const done = told.filter((one) => one.problem === null).length;
    tell.done(words.closedOf(done, told.length));
    if (done === told.length) {
      setOpened(false);
      onDone();
    }
  };
  const start = (): void => {
    setOutcomes([]);
    setOpened(true);
  };
  return (
    <>
      <Button onClick={start}>{words.closeMany(projects.length)}</Button>
      {opened && (
        <BasisForm
          title={words.closeManyTitle(projects.length)}
          text={
            <>
              {words.closeManyText}
              {outcomes.length > 0 && (
                <List component="div" role="status" mt="sm" listStyleType="none">
                  {outcomes.map(({ project, problem }) => (
                    <Text key={project} size="sm" c={problem === null ? 'go' : 'stop'} component="div">
                      {problem === null
                        ? words.closedOne(project)
                        : `${project}${marks.colon}${say(problem.text)} ${problem.faults.map(({ text }) => say(text)).join(' ')}`}
                    </Text>
                  ))}
                </List>
              )}
            </>
          }
          submit={words.closeMany(left.length)}
          today={dayAt(new Date().toISOString())}
          busy={busy}
          problem={null}
          onCancel={() => setOpened(false)}
          onSubmit={(basis) => void close(basis)}
        />
      )}
    </>
  );
}
