/** The dialogs of what can be done with a system that hears of events: each says what follows, and asks for its basis. */
import { Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAct } from '../../app/acting.ts';
import { useWords } from '../../app/locale.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { DialogForm, useFields } from '../../parts/form.tsx';
import { useTell } from '../../parts/tell.tsx';
import type { WebhookShown } from './webhooks-page.tsx';
import { WEBHOOK_WORDS } from './words.ts';

export type ActName = 'confirm' | 'refuse' | 'pause' | 'resume' | 'remove' | 'secret' | 'again';
type Props = {
  readonly one: WebhookShown;
  readonly act: ActName;
  readonly onClose: () => void;
  readonly onSecret: (secret: string) => void;
  readonly onRemoved: () => void;
};

export function WebhookAct(props: Props): ReactNode {
  switch (props.act) {
    case 'confirm':
      return <ConfirmIt {...props} />;
    case 'refuse':
      return <RefuseIt {...props} />;
    case 'secret':
      return <NewSecret {...props} />;
    case 'again':
      return <SendAgain {...props} />;
    default:
      return <ChangeState {...props} to={props.act} />;
  }
}

const pathOf = ({ programme, webhook }: WebhookShown) => ({ path: { id: programme, webhook } });

function ConfirmIt({ one, onClose }: Props): ReactNode {
  const words = useWords(WEBHOOK_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/programme/{id}/webhooks/{webhook}/confirm', {
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
      consequence={
        <>
          <Text>{words.confirmText}</Text>
          <Text style={{ overflowWrap: 'anywhere' }}>{one.address}</Text>
          <Text>{one.basis}</Text>
        </>
      }
      act={words.confirm}
      busy={act.isPending}
      problem={act.error}
      onConfirm={() => act.mutate({ params: pathOf(one), body: {} })}
    />
  );
}

/** Asks for one line, and says what follows. */
function useLine(label: string) {
  const words = useWords(WEBHOOK_WORDS);
  const fields = useFields({ initial: { line: '' }, check: ({ line }) => ({ line: line.trim() === '' ? words.missing : null }) });
  return { fields, input: <TextInput label={label} required maxLength={2000} autoComplete="off" {...fields.getInputProps('line')} /> };
}
const atLine = (at: string): string | undefined => (at === 'basis' || at === 'reason' ? 'line' : undefined);

function RefuseIt({ one, onClose }: Props): ReactNode {
  const words = useWords(WEBHOOK_WORDS);
  const tell = useTell();
  const { fields, input } = useLine(words.reason);
  const title = one.mine ? words.takeBack : words.refuse;
  const act = useAct('/api/v1/programme/{id}/webhooks/{webhook}/refuse', {
    onDone() {
      tell.done(words.ended);
      onClose();
    },
  });
  return (
    <DialogForm
      title={title}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={title}
      fieldOf={atLine}
      onSubmit={({ line }) => act.mutate({ params: pathOf(one), body: { reason: line.trim() } })}
    >
      <Text>{words.refuseText}</Text>
      {input}
    </DialogForm>
  );
}

const TO = { pause: 'PAUSED', resume: 'ACTIVE', remove: 'REMOVED' } as const;

function ChangeState({ one, to, onClose, onRemoved }: Props & { readonly to: keyof typeof TO }): ReactNode {
  const words = useWords(WEBHOOK_WORDS);
  const tell = useTell();
  const { fields, input } = useLine(words.basis);
  const act = useAct('/api/v1/programme/{id}/webhooks/{webhook}/state', {
    onDone() {
      tell.done({ pause: words.paused, resume: words.resumed, remove: words.removed }[to]);
      onClose();
      if (to === 'remove') onRemoved();
    },
  });
  return (
    <DialogForm
      title={words[to]}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words[to]}
      fieldOf={atLine}
      onSubmit={({ line }) => act.mutate({ params: pathOf(one), body: { to: TO[to], basis: line.trim() } })}
    >
      <Text>{words[`${to}Text`]}</Text>
      {input}
    </DialogForm>
  );
}

function NewSecret({ one, onClose, onSecret }: Props): ReactNode {
  const words = useWords(WEBHOOK_WORDS);
  const { fields, input } = useLine(words.basis);
  const act = useAct('/api/v1/programme/{id}/webhooks/{webhook}/secret', {
    onDone({ secret }) {
      if (secret !== undefined) onSecret(secret);
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.secret}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.secret}
      fieldOf={atLine}
      onSubmit={({ line }) => act.mutate({ params: pathOf(one), body: { basis: line.trim() } })}
    >
      <Text>{words.secretText}</Text>
      {input}
    </DialogForm>
  );
}

function SendAgain({ one, onClose }: Props): ReactNode {
  const words = useWords(WEBHOOK_WORDS);
  const tell = useTell();
  const fields = useFields({
    initial: { since: one.createdAt.slice(0, 10), basis: '' },
    check: ({ since, basis }) => ({ since: since === '' ? words.missing : null, basis: basis.trim() === '' ? words.missing : null }),
  });
  const act = useAct('/api/v1/programme/{id}/webhooks/{webhook}/again', {
    onDone({ count }) {
      tell.done(words.sentAgain(count));
      onClose();
    },
  });
  return (
    <DialogForm
      title={words.again}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={words.again}
      onSubmit={({ since, basis }) => act.mutate({ params: pathOf(one), body: { what: 'ASIDE', since, basis: basis.trim() } })}
    >
      <Text>{words.againText}</Text>
      <TextInput type="date" label={words.since} required {...fields.getInputProps('since')} />
      <TextInput label={words.basis} required maxLength={2000} autoComplete="off" {...fields.getInputProps('basis')} />
    </DialogForm>
  );
}
