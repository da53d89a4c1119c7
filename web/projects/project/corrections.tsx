/** Corrections of what was taken over that wait for a second person: what, why, by whom, and for that person the answer. */
import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useAct } from '../../app/acting.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { DialogForm, useFields } from '../../parts/form.tsx';
import { useTell } from '../../parts/tell.tsx';
import { ACTS_WORDS } from '../acts/words.ts';
import { type Project, useNamesIn } from './facts.ts';
import { PROJECT_WORDS } from './words.ts';

type Correction = NonNullable<Project['takeover']>['corrections'][number];

export function Corrections({ project }: { readonly project: Project }): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const nameOf = useNamesIn(project.people);
  const [open, setOpen] = useState<{ readonly how: 'CONFIRM' | 'REFUSE'; readonly correction: Correction } | null>(null);
  const waiting = project.takeover?.corrections ?? [];
  if (waiting.length === 0) return null;
  const close = (): void => setOpen(null);
  return (
    <Alert color="heed" variant="outline" title={words.correction}>
      <Stack gap="sm">
        {waiting.map((one) => (
          <div key={one.correction}>
            <Text fw={500}>{say(one.what)}</Text>
            <Text size="sm">{words.reason(one.reason)}</Text>
            <Text size="sm">{words.correctionBy(one.by === null ? '—' : nameOf(one.by))}</Text>
            {project.confirms.includes(one.correction) && (
              <Group gap="xs" mt="xs">
                <Button onClick={() => setOpen({ how: 'CONFIRM', correction: one })}>{words.confirm}</Button>
                <Button variant="default" onClick={() => setOpen({ how: 'REFUSE', correction: one })}>
                  {words.refuse}
                </Button>
              </Group>
            )}
          </div>
        ))}
      </Stack>
      {open?.how === 'CONFIRM' && <Confirming project={project} correction={open.correction} onClose={close} />}
      {open?.how === 'REFUSE' && <Refusing project={project} correction={open.correction} onClose={close} />}
    </Alert>
  );
}

type Props = { readonly project: Project; readonly correction: Correction; readonly onClose: () => void };

function Confirming({ project, correction, onClose }: Props): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const say = useSay();
  const tell = useTell();
  const act = useAct('/api/v1/project/{id}/commands', {
    onDone() {
      tell.done(words.confirmed);
      onClose();
    },
  });
  return (
    <Confirm
      opened
      onClose={onClose}
      title={words.confirm}
      consequence={say(correction.what)}
      act={words.confirm}
      busy={act.isPending}
      problem={act.error}
      onConfirm={() => act.mutate({ params: { path: { id: project.code } }, body: { type: 'ConfirmCorrection', correction: correction.correction } })}
    />
  );
}

function Refusing({ project, correction, onClose }: Props): ReactNode {
  const words = useWords(PROJECT_WORDS);
  const acts = useWords(ACTS_WORDS);
  const tell = useTell();
  const fields = useFields<{ reason: string }>({
    initial: { reason: '' },
    check: ({ reason }) => ({ reason: reason.trim() === '' ? acts.reasonMissing : null }),
  });
  const act = useAct('/api/v1/project/{id}/commands', {
    onDone() {
      tell.done(words.refused);
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.refuse}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.refuse}
      onSubmit={({ reason }) =>
        act.mutate({
          params: { path: { id: project.code } },
          body: { type: 'RefuseCorrection', correction: correction.correction, reason: reason.trim() },
        })
      }
    >
      <Textarea label={acts.reason} required autosize minRows={2} maxLength={2000} {...fields.getInputProps('reason')} />
    </DialogForm>
  );
}
