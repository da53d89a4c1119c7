/** Who is asked, and when the group has agreed: all, any, in order, by vote; its members are roles, people, those whom the application names, and groups of their own. */
import { Button, Fieldset, Group, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { AGREE_MODES, type Group as Asked, type Member, type VoteRule } from '../../../domain/approval/route.ts';
import { AGREE_WORDS } from '../../../domain/approval/route-words.ts';
import { ROLES } from '../../../domain/kernel/role.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { roleWords } from '../../parts/role.ts';
import { ConditionField } from './condition-field.tsx';
import type { Editing } from './part.ts';
import { ROUTES_WORDS } from './words.ts';

type Props = {
  readonly label: string;
  readonly path: string;
  readonly group: Asked;
  readonly people: Editing['people'];
  readonly fault: string | null;
  readonly onChange: (group: Asked) => void;
};
const USUAL_VOTE: VoteRule = { count: 'HEADS', threshold: { part: 2, of: 3 } };

export function GroupField({ label, path, group, people, fault, onChange }: Props): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  const { vote: _, ...withoutVote } = group;
  const { refusal: __, ...withoutRefusal } = group;
  return (
    <Fieldset legend={label} tabIndex={-1} data-path={path} style={{ flex: '1 1 100%', minWidth: 0 }}>
      {fault !== null && (
        <Text c="stop" role="alert" size="sm">
          {fault}
        </Text>
      )}
      <Group align="flex-end" gap="xs" mb="sm">
        <Select
          label={words.agree}
          data={AGREE_MODES.map((mode) => ({ value: mode, label: say(AGREE_WORDS[mode]) }))}
          value={group.agree}
          allowDeselect={false}
          w={220}
          onChange={(next) => {
            const agree = AGREE_MODES.find((mode) => mode === next) ?? group.agree;
            onChange(agree === 'VOTE' ? { vote: USUAL_VOTE, ...group, agree } : { ...withoutVote, agree });
          }}
        />
        <Select
          label={words.refusal}
          data={[
            { value: '', label: words.refusalUsual },
            { value: 'VETO', label: words.VETO },
            { value: 'VOTE', label: words.VOTE_REFUSAL },
          ]}
          value={group.refusal ?? ''}
          allowDeselect={false}
          w={180}
          onChange={(next) => onChange(next === 'VETO' || next === 'VOTE' ? { ...group, refusal: next } : withoutRefusal)}
        />
        {group.vote !== undefined && <VoteField vote={group.vote} onChange={(vote) => onChange({ ...group, vote })} />}
      </Group>
      <MembersField
        label={label}
        members={group.members}
        people={people}
        weighs={group.vote?.count === 'WEIGHT'}
        onChange={(members) => onChange({ ...group, members })}
      />
    </Fieldset>
  );
}

function VoteField({ vote, onChange }: { readonly vote: VoteRule; readonly onChange: (vote: VoteRule) => void }): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const { threshold, count, compare = 'AT_LEAST' } = vote;
  const share = typeof threshold === 'number' ? null : threshold;
  const whole = { allowDecimal: false, hideControls: true, w: 90 } as const;
  return (
    <>
      <Select
        label={words.voteCount}
        data={[
          { value: 'HEADS', label: words.HEADS },
          { value: 'WEIGHT', label: words.WEIGHT },
        ]}
        value={count}
        allowDeselect={false}
        w={130}
        onChange={(next) => onChange({ ...vote, count: next === 'WEIGHT' ? 'WEIGHT' : 'HEADS' })}
      />
      <Select
        label={words.compare}
        data={[
          { value: 'AT_LEAST', label: words.AT_LEAST },
          { value: 'MORE_THAN', label: words.MORE_THAN },
        ]}
        value={compare}
        allowDeselect={false}
        w={120}
        onChange={(next) => onChange({ ...vote, compare: next === 'MORE_THAN' ? 'MORE_THAN' : 'AT_LEAST' })}
      />
      <Select
        label={words.thresholdKind}
        data={[
          { value: 'votes', label: words.inVotes },
          { value: 'share', label: words.inShare },
        ]}
        value={share === null ? 'votes' : 'share'}
        allowDeselect={false}
        w={140}
        onChange={(next) => onChange({ ...vote, threshold: next === 'share' ? { part: 2, of: 3 } : 1 })}
      />
      {share === null ? (
        <NumberInput
          label={words.threshold}
          {...whole}
          value={typeof threshold === 'number' ? threshold : 1}
          onChange={(n) => typeof n === 'number' && onChange({ ...vote, threshold: n })}
        />
      ) : (
        <>
          <NumberInput
            label={words.part}
            {...whole}
            value={share.part}
            onChange={(part) => typeof part === 'number' && onChange({ ...vote, threshold: { ...share, part } })}
          />
          <NumberInput
            label={words.ofParts}
            {...whole}
            value={share.of}
            onChange={(of) => typeof of === 'number' && onChange({ ...vote, threshold: { ...share, of } })}
          />
        </>
      )}
    </>
  );
}

type MembersProps = {
  readonly label: string;
  readonly members: readonly Member[];
  readonly people: Editing['people'];
  readonly weighs: boolean;
  readonly onChange: (members: readonly Member[]) => void;
};
const KINDS = ['role', 'person', 'named', 'superior', 'group'] as const;
type Kind = (typeof KINDS)[number];
const EMPTY: Asked = { agree: 'ANY', members: [] };

const kindOf = (member: Member): Kind => KINDS.find((kind) => kind in member) ?? 'role';
function asKind(kind: Kind, people: Editing['people']): Member {
  if (kind === 'role') return { role: 'PROGRAMME_OFFICER' };
  if (kind === 'person') return { person: people[0]?.value ?? '' };
  if (kind === 'superior') return { superior: 1 };
  return kind === 'named' ? { named: 'approver' } : { group: EMPTY };
}

export function MembersField({ label, members, people, weighs, onChange }: MembersProps): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const change = (index: number, next: Member): void => onChange(members.map((each, n) => (n === index ? next : each)));
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      {members.map((member, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: members have no name of their own
        <Group key={index} align="flex-end" gap="xs">
          <Select
            label={words.memberKind}
            aria-label={`${label} ${words.member(index + 1)} ${words.memberKind}`}
            data={KINDS.map((kind) => ({ value: kind, label: words[kind] }))}
            value={kindOf(member)}
            allowDeselect={false}
            w={140}
            onChange={(next) => change(index, asKind(KINDS.find((kind) => kind === next) ?? 'role', people))}
          />
          <One label={`${label} ${words.member(index + 1)}`} member={member} people={people} onChange={(next) => change(index, next)} />
          {weighs && (
            <NumberInput
              label={words.weight}
              allowDecimal={false}
              hideControls
              w={80}
              value={member.weight ?? 1}
              onChange={(weight) => typeof weight === 'number' && change(index, { ...member, weight })}
            />
          )}
          <Button
            variant="subtle"
            aria-label={`${label} ${words.removeMember(index + 1)}`}
            onClick={() => onChange(members.filter((_, n) => n !== index))}
          >
            {words.remove}
          </Button>
        </Group>
      ))}
      <Button
        variant="default"
        size="compact-md"
        w="fit-content"
        aria-label={`${label} ${words.addMember}`}
        onClick={() => onChange([...members, { role: 'PROGRAMME_OFFICER' }])}
      >
        {words.addMember}
      </Button>
    </Stack>
  );
}

/** What makes a group a branch, or a step of one: its name and key; of a branch also when it is asked at all. */
function BranchField({ label, group, onChange }: Pick<Props, 'label' | 'group' | 'onChange'>): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const { key, name = { zh: '', en: '' }, when, ...rest } = group;
  const put = (next: Pick<Asked, 'key' | 'name' | 'when'>): void => {
    const { zh = '', en = '' } = next.name ?? {};
    onChange({
      ...rest,
      ...(next.key === undefined || next.key === '' ? {} : { key: next.key }),
      ...(zh === '' && en === '' ? {} : { name: { zh, en } }),
      ...(next.when === undefined ? {} : { when: next.when }),
    });
  };
  const now = { ...(key === undefined ? {} : { key }), name, ...(when === undefined ? {} : { when }) };
  const isBranch = key !== undefined && group.members.some((member) => 'group' in member);
  return (
    <>
      <Group align="flex-end" gap="xs">
        <TextInput
          label={words.branchKey}
          aria-label={`${label} ${words.branchKey}`}
          description={words.branchKeyHint}
          value={key ?? ''}
          maxLength={40}
          w={220}
          onChange={(event) => put({ ...now, key: event.currentTarget.value })}
        />
        {key !== undefined && (
          <>
            <TextInput
              label={words.nameZh}
              aria-label={`${label} ${words.nameZh}`}
              value={name.zh}
              maxLength={80}
              w={180}
              onChange={(event) => put({ ...now, name: { ...name, zh: event.currentTarget.value } })}
            />
            <TextInput
              label={words.nameEn}
              aria-label={`${label} ${words.nameEn}`}
              value={name.en}
              maxLength={80}
              w={180}
              onChange={(event) => put({ ...now, name: { ...name, en: event.currentTarget.value } })}
            />
          </>
        )}
      </Group>
      {isBranch && (
        <ConditionField
          label={`${label} ${words.branchWhen}`}
          path={`${label}.when`}
          value={when}
          fault={null}
          onChange={(next) => put({ key, name, ...(next === undefined ? {} : { when: next }) })}
        />
      )}
    </>
  );
}

type OneProps = { readonly label: string; readonly member: Member; readonly people: Editing['people']; readonly onChange: (member: Member) => void };

function One({ label, member, people, onChange }: OneProps): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  if ('group' in member)
    return (
      <Stack gap="xs" style={{ flex: '1 1 100%', minWidth: 0 }}>
        <BranchField label={label} group={member.group} onChange={(group) => onChange({ ...member, group })} />
        <GroupField
          label={label}
          group={member.group}
          people={people}
          fault={null}
          path={label}
          onChange={(group) => onChange({ ...member, group })}
        />
      </Stack>
    );
  if ('superior' in member)
    return (
      <NumberInput
        label={words.superiorLevel}
        description={words.superiorHint}
        allowDecimal={false}
        min={1}
        max={9}
        w={180}
        value={member.superior}
        onChange={(superior) => typeof superior === 'number' && onChange({ ...member, superior })}
      />
    );
  if ('named' in member)
    return (
      <TextInput
        label={words.namedKey}
        value={member.named}
        maxLength={40}
        w={180}
        onChange={(event) => onChange({ ...member, named: event.currentTarget.value })}
      />
    );
  if ('person' in member)
    return (
      <Select
        label={words.person}
        data={people.some(({ value }) => value === member.person) ? [...people] : [...people, { value: member.person, label: member.person }]}
        searchable
        allowDeselect={false}
        w={240}
        value={member.person}
        onChange={(person) => person !== null && onChange({ ...member, person })}
      />
    );
  return (
    <Select
      label={words.role}
      data={ROLES.map((role) => ({ value: role, label: say(roleWords(role)) }))}
      searchable
      allowDeselect={false}
      w={240}
      value={member.role}
      onChange={(next) => onChange({ ...member, role: ROLES.find((role) => role === next) ?? member.role })}
    />
  );
}
