/** Somebody leaves the service for good: who takes over, whether roles pass, on which basis; then what that means, in one act. */
import { Checkbox, Select, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMarks, useWords } from '../../app/locale.tsx';
import { useFields } from '../../parts/form.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { useOthers } from './choices.ts';
import { type PersonShown, type Roster, useNames } from './facts.ts';
import { HANDING_WORDS, LEAVING_WORDS, MANAGER_WORDS } from './handing-over-words.ts';
import { InTwoSteps } from './in-two-steps.tsx';

type Props = { readonly programme: string; readonly shown: PersonShown; readonly roster: Roster; readonly onClose: () => void };

export function LeaveService({ programme, shown, roster, onClose }: Props): ReactNode {
  const words = useWords(LEAVING_WORDS);
  const handing = useWords(HANDING_WORDS);
  const name = useNames(programme);
  const who = usePersonName()(shown);
  const others = useOthers(roster, [shown.id]);
  const fields = useFields<{ to: string | null; roles: boolean; basis: string }>({
    initial: { to: null, roles: false, basis: '' },
    draft: `people.leave.${programme}.${shown.id}`,
    check: ({ basis }) => ({ basis: basis.trim() === '' ? handing.missing : null }),
  });
  return (
    <InTwoSteps
      programme={programme}
      title={words.title(who)}
      fields={fields}
      name={name}
      bodyOf={({ to, roles, basis }) => ({
        type: 'Leave',
        person: shown.id,
        ...(to === null || to === '' ? {} : { to }),
        roles: roles && to !== null && to !== '',
        basis: basis.trim(),
      })}
      consequence={() => `${words.lead}${words.final}`}
      act={words.confirm(who)}
      grave
      done={() => words.done}
      onClose={onClose}
    >
      <Text>{words.lead}</Text>
      <Select
        label={handing.to}
        description={words.toHint}
        placeholder={handing.choose}
        searchable
        clearable
        data={others}
        {...fields.getInputProps('to')}
      />
      {shown.roles.length > 0 && <Checkbox label={words.roles} {...fields.getInputProps('roles', { type: 'checkbox' })} />}
      <TextInput
        label={handing.basis}
        description={handing.basisHint}
        required
        maxLength={2000}
        autoComplete="off"
        {...fields.getInputProps('basis')}
      />
    </InTwoSteps>
  );
}

export function AnotherManager({ programme, shown, roster, project, onClose }: Props & { readonly project: string }): ReactNode {
  const words = useWords(MANAGER_WORDS);
  const marks = useMarks();
  const handing = useWords(HANDING_WORDS);
  const name = useNames(programme);
  const others = useOthers(roster, [shown.id]);
  const fields = useFields<{ to: string | null; basis: string }>({
    initial: { to: null, basis: '' },
    draft: `people.manager.${programme}.${project}`,
    check: ({ to, basis }) => ({ to: to === null || to === '' ? handing.choose : null, basis: basis.trim() === '' ? handing.missing : null }),
  });
  return (
    <InTwoSteps
      programme={programme}
      title={words.title(project)}
      fields={fields}
      name={name}
      bodyOf={({ to, basis }) => ({ type: 'ChangeManager', project, to: to ?? '', basis: basis.trim() })}
      consequence={({ to }) => `${words.title(project)}${marks.colon}${name(shown.id)} → ${name(to ?? '')}`}
      act={words.confirm}
      done={() => words.done}
      onClose={onClose}
    >
      <Select label={words.to} required placeholder={handing.choose} searchable data={others} {...fields.getInputProps('to')} />
      <TextInput
        label={handing.basis}
        description={handing.basisHint}
        required
        maxLength={2000}
        autoComplete="off"
        {...fields.getInputProps('basis')}
      />
    </InTwoSteps>
  );
}
