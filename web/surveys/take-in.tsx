/** Having other surveys take in a batch, one after the other: where one refuses, the next goes on, and each says what became of it. */
import { Button, Checkbox, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { STRATUM_WORDS } from '../../domain/standards/demand.ts';
import { useAct } from '../app/acting.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { type ApiProblem, asProblem } from '../app/problem.ts';
import { FormBody, useFields } from '../parts/form.tsx';
import { PARTS_WORDS } from '../parts/words.ts';
import { ANSWERS_WORDS } from './answers-words.ts';
import { type Batch, grouped, type Listed, percent } from './facts.ts';

/** `stratum`: where those live who answered; surveys that have it are chosen to begin with. Null: all are. */
type Props = { readonly batch: string; readonly stratum: Batch['stratum']; readonly others: readonly Listed[]; readonly onClose: () => void };
/** `problem` null: it counts there now. */
type Outcome = { readonly id: string; readonly problem: ApiProblem | null };

export function TakeIn({ batch, stratum, others, onClose }: Props): ReactNode {
  const words = useWords(ANSWERS_WORDS);
  const parts = useWords(PARTS_WORDS);
  const queries = useQueryClient();
  // The list as it was when this was opened: it changes with each survey that takes the batch in.
  const [offered] = useState(others);
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const taking = useAct('/api/v1/survey/{id}/commands', { quiet: true });
  const under = chosen !== null && outcomes.length < chosen.length;
  const all = async (ids: readonly string[]): Promise<void> => {
    setChosen(ids);
    for (const id of ids) {
      const problem = await taking.mutateAsync({ params: { path: { id } }, body: { type: 'ReceiveAnswers', batch } }).then(() => null, asProblem);
      setOutcomes((before) => [...before, { id, problem }]);
    }
    await queries.invalidateQueries();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.actOf(batch)}
      closeButtonProps={{ 'aria-label': parts.close }}
      closeOnClickOutside={!under}
      size="lg"
    >
      {chosen === null ? (
        <Choose offered={offered} stratum={stratum} onClose={onClose} onChosen={(ids) => void all(ids)} />
      ) : (
        <Stack>
          <Progress value={percent(outcomes.length, chosen.length)} aria-label={words.actOf(batch)} />
          <Text role="status">{words.howFar(grouped(outcomes.length), grouped(chosen.length))}</Text>
          <Outcomes offered={offered} outcomes={outcomes} />
          <Group justify="flex-end">
            <Button onClick={onClose} disabled={under}>
              {words.close}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

type Choosing = {
  readonly offered: readonly Listed[];
  readonly stratum: Batch['stratum'];
  readonly onClose: () => void;
  readonly onChosen: (ids: readonly string[]) => void;
};

function Choose({ offered, stratum, onClose, onChosen }: Choosing): ReactNode {
  const words = useWords(ANSWERS_WORDS);
  const say = useSay();
  const fields = useFields<{ surveys: string[] }>({
    initial: { surveys: offered.filter(({ strata }) => stratum === null || strata.includes(stratum)).map(({ id }) => id) },
    check: ({ surveys }) => ({ surveys: surveys.length === 0 ? words.missing : null }),
  });
  return (
    <FormBody fields={fields} problem={null} busy={false} submit={words.submit} onCancel={onClose} onSubmit={({ surveys }) => onChosen(surveys)}>
      {stratum !== null && <Text>{words.ofStratum(say(STRATUM_WORDS[stratum]))}</Text>}
      <Checkbox.Group label={words.surveys} description={words.surveysHint} required {...fields.getInputProps('surveys')}>
        <Stack gap="xs" mt="xs">
          {offered.map(({ id, title }) => (
            <Checkbox key={id} value={id} label={`${id} ${say(title)}`} />
          ))}
        </Stack>
      </Checkbox.Group>
    </FormBody>
  );
}

function Outcomes({ offered, outcomes }: { readonly offered: readonly Listed[]; readonly outcomes: readonly Outcome[] }): ReactNode {
  const words = useWords(ANSWERS_WORDS);
  const say = useSay();
  return (
    <Stack gap="xs">
      {outcomes.map(({ id, problem }) => (
        <div key={id}>
          <Text fw={500}>{`${id} ${say(offered.find((one) => one.id === id)?.title ?? { zh: '', en: '' })}`}</Text>
          <Text size="sm" {...(problem === null ? { c: 'dimmed' } : { c: 'stop' })}>
            {problem === null ? words.counted : [problem.text, ...problem.faults.map(({ text }) => text)].map(say).join(' ')}
          </Text>
        </div>
      ))}
    </Stack>
  );
}
