/** Suspending, resuming and cancelling a project, and going by today's rules: what each means is said before. */
import { Alert, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { money } from '../../../domain/words/money.ts';
import { useAct } from '../../app/acting.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { DialogForm, useFields } from '../../parts/form.tsx';
import { ReasonField, useReason } from '../../parts/reason-form.tsx';
import { useTell } from '../../parts/tell.tsx';
import { type BasisValues, basisFaults, basisOf, NO_BASIS } from './basis-fields.tsx';
import { type ActProps, ChangeForm } from './change-form.tsx';
import { useProof } from './proof.tsx';
import { ACTS_WORDS } from './words.ts';

function useSending({ onClose }: ActProps, done: string, draft?: { readonly key: string; readonly clear: () => void }) {
  const tell = useTell();
  return useAct('/api/v1/project/{id}/commands', {
    ...(draft === undefined ? {} : { key: draft.key }),
    onDone() {
      draft?.clear();
      tell.done(done);
      onClose();
    },
  });
}

export function Suspend(props: ActProps): ReactNode {
  const { project, onClose } = props;
  const words = useWords(ACTS_WORDS);
  const fields = useReason(`project.suspend.${project.code}`);
  const act = useSending(props, words.done, fields.draft);
  const proof = useProof();
  return (
    <DialogForm
      disabled={proof.waits}
      title={words.Suspend}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.Suspend}
      onSubmit={({ reason }) =>
        act.mutate({ params: { path: { id: project.code } }, body: { type: 'Suspend', reason: reason.trim(), ...proof.files } })
      }
    >
      <Alert color="heed" variant="outline" title={words.means}>
        {words.suspendMeans}
      </Alert>
      <ReasonField fields={fields} />
      {proof.field}
    </DialogForm>
  );
}

export function Resume(props: ActProps): ReactNode {
  const { project, onClose } = props;
  const words = useWords(ACTS_WORDS);
  const act = useSending(props, words.done);
  return (
    <Confirm
      opened
      onClose={onClose}
      title={words.Resume}
      consequence={words.resumeMeans}
      act={words.Resume}
      busy={act.isPending}
      problem={act.error}
      onConfirm={() => act.mutate({ params: { path: { id: project.code } }, body: { type: 'Resume' } })}
    />
  );
}

/** In two steps: the reason, then what it ends, with the money that hangs on it. */
export function Cancel(props: ActProps): ReactNode {
  const { project, onClose } = props;
  const words = useWords(ACTS_WORDS);
  const say = useSay();
  const fields = useReason(`project.cancel.${project.code}`);
  const act = useSending(props, words.doneCancel, fields.draft);
  const proof = useProof();
  const [checks, setChecks] = useState(false);
  if (checks)
    return (
      <Confirm
        opened
        onClose={() => {
          act.reset();
          setChecks(false);
        }}
        title={words.cancelCheck}
        consequence={
          <>
            <Text fw={600}>
              {project.code} {say(project.name)}
            </Text>
            <Text mb="xs">{words.investmentIs(say(money(project.investmentFen)), say(money(project.paidFen)))}</Text>
            <Text>{words.cancelMeans}</Text>
          </>
        }
        act={words.Cancel}
        grave
        busy={act.isPending}
        problem={act.error}
        onConfirm={() =>
          act.mutate({ params: { path: { id: project.code } }, body: { type: 'Cancel', reason: fields.values.reason.trim(), ...proof.files } })
        }
      />
    );
  return (
    <DialogForm
      title={words.Cancel}
      disabled={proof.waits}
      opened
      onCancel={onClose}
      fields={fields}
      problem={null}
      busy={false}
      submit={words.cancelNext}
      onSubmit={() => setChecks(true)}
    >
      <Alert color="stop" variant="outline" title={words.means}>
        {words.cancelMeans}
      </Alert>
      <ReasonField fields={fields} />
      {proof.field}
    </DialogForm>
  );
}

export function StandardsForm({ project, onClose }: ActProps): ReactNode {
  const words = useWords(ACTS_WORDS);
  const fields = useFields<BasisValues & Record<string, unknown>>({
    initial: { ...NO_BASIS },
    draft: `project.standards.${project.code}`,
    check: (values) => basisFaults(values, project.today, words),
  });
  return (
    <ChangeForm
      project={project}
      act="ChangeStandards"
      fields={fields}
      means={words.standardsMeans}
      onClose={onClose}
      bodyOf={(values) => ({ type: 'ChangeStandards', ...basisOf(values) })}
    />
  );
}
