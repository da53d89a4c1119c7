/** What two versions of a route differ in, place by place; steps by their names. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Route } from '../../../domain/approval/route.ts';
import { type RouteChange, routeChanges } from '../../../domain/approval/route-changes.ts';
import { AGREE_WORDS, superiorWords } from '../../../domain/approval/route-words.ts';
import { limitWords } from '../../../domain/words/limits.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { roleWords } from '../../parts/role.ts';
import { type Column, DataTable } from '../../parts/table.tsx';
import { OFFICE_WORDS } from '../office-words.ts';
import { PLACE_NAMES, RULE_NAMES } from './rule-names.ts';
import { ROUTES_WORDS } from './words.ts';

type Props = { readonly was: Route; readonly will: Route };

export function RouteChanges({ was, will }: Props): ReactNode {
  const words = useWords(ROUTES_WORDS);
  const office = useWords(OFFICE_WORDS);
  const say = useSay();
  const told = useTold();
  const changes = routeChanges(was, will);
  if (changes.length === 0) return <Text>{words.noChanges}</Text>;
  const nameOf = (key: string): string => {
    const step = will.steps.find((one) => one.key === key) ?? was.steps.find((one) => one.key === key);
    return step === undefined ? key : `${say(step.name)} (${key})`;
  };
  const place = (at: string): string =>
    at
      .split('.')
      .map((part) => say(PLACE_NAMES[part] ?? Reflect.get(RULE_NAMES, part) ?? { zh: part, en: part }))
      .join(' · ');
  const where = ({ step, at }: RouteChange): string => [...(step === null ? [] : [nameOf(step)]), ...(at === '' ? [] : [place(at)])].join(' · ');
  const columns: readonly Column<RouteChange>[] = [
    { key: 'where', name: words.where, show: where, value: where },
    {
      key: 'was',
      name: office.was,
      show: ({ was: before }) => <span style={{ overflowWrap: 'anywhere' }}>{told(before)}</span>,
      value: ({ was: before }) => told(before),
    },
    {
      key: 'will',
      name: office.will,
      show: ({ will: after }) => <strong style={{ overflowWrap: 'anywhere' }}>{told(after)}</strong>,
      value: ({ will: after }) => told(after),
    },
  ];
  return <DataTable caption={words.changes} columns={columns} rows={changes} rowKey={({ step, at }) => `${step ?? ''} ${at}`} />;
}

const isLimit = (value: object): value is { readonly n: number; readonly unit: 'WD' | 'CD' | 'MONTH' } => 'n' in value && 'unit' in value;
const isText = (value: object): value is { readonly zh: string; readonly en: string } => 'zh' in value && 'en' in value;
const isGroup = (value: object): value is Route['steps'][number]['who'] => 'agree' in value && 'members' in value;

/** A value of a route in words, as far as it has any. */
function useTold(): (value: unknown) => string {
  const words = useWords(ROUTES_WORDS);
  const say = useSay();
  const told = (value: unknown): string => {
    if (value === undefined || value === null) return '—';
    if (typeof value === 'boolean') return value ? words.yes : words.no;
    if (typeof value !== 'object') return String(value);
    if (Array.isArray(value)) return value.map(told).join(', ');
    if (isLimit(value)) return say(limitWords(value));
    if (isText(value)) return say(value);
    if (isGroup(value))
      return `${value.members.map(told).join(', ')} · ${say(AGREE_WORDS[value.agree])}${value.vote === undefined ? '' : ` ${JSON.stringify(value.vote)}`}`;
    if ('role' in value && typeof value.role === 'string') return say(roleWords(value.role));
    if ('superior' in value && typeof value.superior === 'number') return say(superiorWords(value.superior));
    if ('person' in value && typeof value.person === 'string') return value.person;
    if ('name' in value && 'who' in value) return `${told(value.name)}: ${told(value.who)}`;
    return JSON.stringify(value);
  };
  return told;
}
