/**
 * A change of a project as a form at the side of its page: what it means, its own fields, its basis. What the domain finds
 * stands at its field, and what would be refused from the start is said instead of sent. Deliberately absent: each one's fields.
 */
import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAct } from '../../app/acting.ts';
import type { BodyOf } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { type Fields, SideForm } from '../../parts/form.tsx';
import { useTell } from '../../parts/tell.tsx';
import type { Project } from '../project/facts.ts';
import { BasisFields, type BasisValues } from './basis-fields.tsx';
import { useProof } from './proof.tsx';
import { ACTS_WORDS } from './words.ts';

export type Command = BodyOf<'/api/v1/project/{id}/commands'>;
export type ActProps = { readonly project: Project; readonly onClose: () => void };

type Props<V extends BasisValues & Record<string, unknown>> = ActProps & {
  readonly act: Project['acts'][number]['act'];
  readonly fields: Fields<V>;
  readonly means: string;
  readonly bodyOf: (values: V) => Command;
  readonly fieldOf?: (at: string) => string | undefined;
  readonly children?: ReactNode;
};

export function ChangeForm<V extends BasisValues & Record<string, unknown>>({
  project,
  act: name,
  fields,
  means,
  bodyOf,
  fieldOf,
  onClose,
  children,
}: Props<V>): ReactNode {
  const words = useWords(ACTS_WORDS);
  const say = useSay();
  const tell = useTell();
  const act = useAct('/api/v1/project/{id}/commands', {
    key: fields.draft.key,
    onDone() {
      fields.draft.clear();
      tell.done(words.done);
      onClose();
    },
  });
  const proof = useProof();
  const refused = project.acts.find((one) => one.act === name)?.refused ?? null;
  return (
    <SideForm
      title={words[name]}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words[name]}
      disabled={refused === null ? proof.waits : say(refused.message)}
      {...(fieldOf === undefined ? {} : { fieldOf })}
      onSubmit={(values) => act.mutate({ params: { path: { id: project.code } }, body: { ...bodyOf(values), ...proof.files } })}
    >
      <Alert color="brand" variant="outline" title={words.means}>
        {means}
      </Alert>
      {children}
      <BasisFields fields={fields} />
      {proof.field}
    </SideForm>
  );
}
