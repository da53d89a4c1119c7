/** Corrections of what is closed, which wait for a second person. */
import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { dayWords } from '../../domain/words/days.ts';
import { useMarks, useSay, useWords } from '../app/locale.tsx';
import { FaultSummary } from '../parts/faults.tsx';
import { ReasonForm } from '../parts/reason-form.tsx';
import { useTell } from '../parts/tell.tsx';
import { changesOf } from './content.ts';
import { type Takeover, useCommand, useWho } from './facts.ts';
import { TAKEOVER_WORDS } from './words.ts';

type Correction = Takeover['corrections'][number];

export function Corrections({ takeover }: { readonly takeover: Takeover }): ReactNode {
  return takeover.corrections.map((correction) => <One key={correction.correction} takeover={takeover} correction={correction} />);
}

function One({ takeover, correction }: { readonly takeover: Takeover; readonly correction: Correction }): ReactNode {
  const words = useWords(TAKEOVER_WORDS);
  const marks = useMarks();
  const say = useSay();
  const tell = useTell();
  const who = useWho(takeover);
  const [refusing, setRefusing] = useState(false);
  const path = { id: takeover.project };
  const confirming = useCommand(() => tell.done(words.corrected));
  const ending = useCommand(() => setRefusing(false));
  const { correction: id, name, was, now, reason, by, until, mine, mayConfirm } = correction;
  const onRecord = takeover.facts.find((one) => one.id === correction.id)?.fact;
  const changes = onRecord === undefined || correction.fact === null ? [] : changesOf(onRecord, correction.fact, takeover);
  const end = mine ? words.withdraw : words.refuse;
  return (
    <Alert color="heed" variant="outline" title={words.correctOf(say(name))} role="status">
      <Stack gap="xs" align="flex-start">
        {was !== null && <Text>{words.from(say(was))}</Text>}
        <Text fw={500}>{now === null ? words.gone : words.to(say(now))}</Text>
        {changes.length > 0 && (
          <List spacing={4}>
            {changes.map(({ field, name: changed, was: old, now: next }) => (
              <List.Item key={field}>{words.change(say(changed), say(old), say(next))}</List.Item>
            ))}
          </List>
        )}
        <Text>{words.because(reason)}</Text>
        {until !== null && <Text size="sm">{words.proposedBy(who(by), say(dayWords(until)))}</Text>}
        {mine && <Text size="sm">{words.mine}</Text>}
        <FaultSummary problem={confirming.error} />
        <Group>
          {mayConfirm && (
            <Button
              loading={confirming.isPending}
              onClick={() => confirming.mutate({ params: { path }, body: { type: 'ConfirmCorrection', correction: id } })}
            >
              {words.confirm}
            </Button>
          )}
          {takeover.may.correct === null && (
            <Button variant="default" onClick={() => setRefusing(true)}>
              {end}
            </Button>
          )}
        </Group>
      </Stack>
      {refusing && (
        <ReasonForm
          title={`${end}${marks.colon}${say(name)}`}
          lead={words.because(reason)}
          submit={end}
          busy={ending.isPending}
          problem={ending.error}
          onCancel={() => setRefusing(false)}
          onSubmit={(why) => ending.mutate({ params: { path }, body: { type: 'RefuseCorrection', correction: id, reason: why } })}
        />
      )}
    </Alert>
  );
}
