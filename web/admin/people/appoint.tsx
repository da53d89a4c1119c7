/**
 * Giving somebody a role, and taking one: says before it is sent whether it holds at once or waits for a second person, who
 * that can be and until when. Deliberately absent: confirming it (proposals.tsx).
 */
import { Select, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayWords } from '../../../domain/words/days.ts';
import { useAct } from '../../app/acting.ts';
import { useJoin, useSay, useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { DialogForm, useFields } from '../../parts/form.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { roleWords } from '../../parts/role.ts';
import { useTell } from '../../parts/tell.tsx';
import type { PersonShown, Roster } from './facts.ts';
import { PERSON_WORDS } from './words.ts';

type Post = PersonShown['posts'][number];
type Props = { readonly programme: string; readonly shown: PersonShown; readonly roster: Roster; readonly onClose: () => void };

function useSending({ onClose, clear, key }: { readonly onClose: () => void; readonly clear: () => void; readonly key: string }) {
  const words = useWords(PERSON_WORDS);
  const tell = useTell();
  return useAct('/api/v1/programme/{id}/commands', {
    key,
    onDone({ events }) {
      clear();
      tell.done(events.some(({ type }) => type === 'RoleProposed') ? words.proposed : words.done);
      onClose();
    },
  });
}

export function Appoint({ programme, shown, roster, onClose }: Props): ReactNode {
  const words = useWords(PERSON_WORDS);
  const say = useSay();
  const nameOf = usePersonName();
  const fields = useFields<{ role: string; basis: string }>({
    initial: { role: '', basis: '' },
    draft: `people.appoint.${programme}.${shown.id}`,
    check: ({ role, basis }) => ({
      role: role === '' ? words.chooseRole : null,
      basis: basis.trim() === '' ? words.basisMissing : null,
    }),
  });
  const act = useSending({ onClose, clear: fields.draft.clear, key: fields.draft.key });
  const open = shown.posts.filter(({ held }) => !held);
  const chosen = open.find(({ role }) => role === fields.values.role);
  return (
    <DialogForm
      title={words.appointTitle(nameOf(shown))}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={chosen?.change.how === 'PROPOSED' ? words.propose : words.appoint}
      disabled={chosen?.change.how === 'NOT' && chosen.change.why !== null ? say(chosen.change.why) : null}
      onSubmit={({ basis }) =>
        chosen !== undefined &&
        act.mutate({ params: { path: { id: programme } }, body: { type: 'AssignRole', role: chosen.role, person: shown.id, basis: basis.trim() } })
      }
    >
      <Select
        label={words.role}
        required
        searchable
        placeholder={words.chooseRole}
        data={open.map(({ role }) => ({ value: role, label: say(roleWords(role)) }))}
        {...fields.getInputProps('role')}
      />
      {chosen !== undefined && <How post={chosen} shown={shown} roster={roster} />}
      <TextInput label={words.basis} description={words.basisHint} required maxLength={2000} autoComplete="off" {...fields.getInputProps('basis')} />
    </DialogForm>
  );
}

/** How the change will hold: at once, or by whom and until when. */
function How({ post, shown, roster }: { readonly post: Post; readonly shown: PersonShown; readonly roster: Roster }): ReactNode {
  const words = useWords(PERSON_WORDS);
  const say = useSay();
  const nameOf = usePersonName();
  const join = useJoin();
  const me = useMe().person;
  if (post.change.how === 'NOT') return null;
  if (post.change.how === 'AT_ONCE') return <Text>{words.atOnce}</Text>;
  const seconds = roster.people.filter(({ id }) => roster.seconds.includes(id) && id !== me && id !== shown.id);
  return (
    <>
      <Text>{words.takesTwo(say(dayWords(roster.proposalUntil)))}</Text>
      <Text>{seconds.length === 0 ? words.noSeconds : words.seconds(join(seconds.map((person) => nameOf(person))))}</Text>
    </>
  );
}

export function Dismiss({ programme, shown, roster, post, onClose }: Props & { readonly post: Post }): ReactNode {
  const words = useWords(PERSON_WORDS);
  const say = useSay();
  const nameOf = usePersonName();
  const me = useMe().person;
  const fields = useFields<{ basis: string }>({
    initial: { basis: '' },
    draft: `people.dismiss.${programme}.${shown.id}.${post.role}`,
    check: ({ basis }) => ({ basis: basis.trim() === '' ? words.basisMissing : null }),
  });
  const act = useSending({ onClose, clear: fields.draft.clear, key: fields.draft.key });
  const end = shown.id === me ? words.layDown : words.dismiss;
  return (
    <DialogForm
      title={words.dismissTitle(nameOf(shown), say(roleWords(post.role)))}
      opened
      onCancel={onClose}
      fields={fields}
      problem={act.error}
      busy={act.isPending}
      submit={post.change.how === 'PROPOSED' ? words.propose : end}
      disabled={post.change.how === 'NOT' && post.change.why !== null ? say(post.change.why) : null}
      onSubmit={({ basis }) =>
        act.mutate({ params: { path: { id: programme } }, body: { type: 'RevokeRole', role: post.role, person: shown.id, basis: basis.trim() } })
      }
    >
      <How post={post} shown={shown} roster={roster} />
      <TextInput label={words.basis} description={words.basisHint} required maxLength={2000} autoComplete="off" {...fields.getInputProps('basis')} />
    </DialogForm>
  );
}
