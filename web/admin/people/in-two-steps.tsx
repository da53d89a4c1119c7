/**
 * An act about people in two steps: what is filled in, then what it would hand over and to whom, and only then the act. Going
 * back loses nothing; what changed between the two is told by the act itself. Deliberately absent: the fields of each act.
 */
import { Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useAct } from '../../app/acting.ts';
import type { BodyOf } from '../../app/client.ts';
import { useWords } from '../../app/locale.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { DialogForm, type Fields } from '../../parts/form.tsx';
import { useTell } from '../../parts/tell.tsx';
import { HANDING_WORDS } from './handing-over-words.ts';
import { type HandingOver, WhatPasses } from './what-passes.tsx';

export type Command = BodyOf<'/api/v1/programme/{id}/commands'>;
type Values = Record<string, unknown>;

type Props<V extends Values> = {
  readonly programme: string;
  readonly title: string;
  readonly fields: Fields<V>;
  readonly bodyOf: (values: V) => Command;
  readonly name: (person: string) => string;
  /** Before the list of what passes. */
  readonly consequence: (values: V) => ReactNode;
  readonly act: string;
  readonly grave?: boolean;
  /** Said once it is recorded; the names of its events tell how it ended. */
  readonly done: (events: readonly string[]) => string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

export function InTwoSteps<V extends Values>({
  programme,
  title,
  fields,
  bodyOf,
  name,
  consequence,
  act,
  grave = false,
  done,
  onClose,
  children,
}: Props<V>): ReactNode {
  const words = useWords(HANDING_WORDS);
  const tell = useTell();
  const [found, setFound] = useState<HandingOver | null>(null);
  const trying = useAct('/api/v1/programme/{id}/handing-over', { quiet: true, onDone: setFound });
  const doing = useAct('/api/v1/programme/{id}/commands', {
    key: fields.draft.key,
    onDone({ events }) {
      fields.draft.clear();
      tell.done(done(events.map(({ type }) => type)));
      onClose();
    },
  });
  const params = { path: { id: programme } };
  const back = (): void => {
    doing.reset();
    setFound(null);
  };
  if (found !== null && found.faults.length === 0)
    return (
      <Confirm
        opened
        onClose={back}
        title={words.checkTitle}
        consequence={
          <>
            <Text mb="xs">{consequence(fields.values)}</Text>
            <WhatPasses found={found} name={name} />
          </>
        }
        act={act}
        grave={grave}
        busy={doing.isPending}
        problem={doing.error}
        onConfirm={() => doing.mutate({ params, body: bodyOf(fields.values) })}
      />
    );
  return (
    <DialogForm
      title={title}
      opened
      onCancel={onClose}
      fields={fields}
      problem={trying.error}
      busy={trying.isPending}
      submit={words.next}
      onSubmit={(values) => {
        setFound(null);
        trying.mutate({ params, body: bodyOf(values) });
      }}
    >
      {found !== null && <WhatPasses found={found} name={name} />}
      {children}
    </DialogForm>
  );
}
