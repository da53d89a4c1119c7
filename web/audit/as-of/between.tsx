/** What happened between two days, in sentences, and field by field as a table. */
import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSay, useWords } from '../../app/locale.tsx';
import { Asked } from '../../parts/states.tsx';
import { type Column, DataTable } from '../../parts/table.tsx';
import { Events } from '../../parts/timeline.tsx';
import { type AuditOf, auditReading } from '../asking.ts';
import type { Standing } from './facts.ts';
import { AS_OF_WORDS } from './words.ts';

type Difference = NonNullable<Standing['differences']>[number];
/** `to` is not included. */
type Props = { readonly of: AuditOf; readonly from: string; readonly to: string; readonly differences: readonly Difference[] };

const MOST = 200;
/** What differs as a reader takes it in: text as it is, the rest as JSON, shortened. */
const shown = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
};

export function Between({ of, from, to, differences }: Props): ReactNode {
  const words = useWords(AS_OF_WORDS);
  const say = useSay();
  const found = useQuery(auditReading('/api/v1/audit/events', { ...of, from, to, order: 'OLDEST', limit: 100, count: 'none' }));
  return (
    <Stack component="section" aria-label={words.between}>
      <Title order={2} size="h4">
        {words.between}
      </Title>
      <Asked query={found}>
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">{words.same}</Text>
          ) : (
            <Events events={items.map(({ index, occurredAt, told }) => ({ key: String(index), at: occurredAt, sentence: say(told) }))} />
          )
        }
      </Asked>
      <Title order={2} size="h4">
        {words.fields}
      </Title>
      <Fields differences={differences} />
    </Stack>
  );
}

function Fields({ differences }: { readonly differences: readonly Difference[] }): ReactNode {
  const words = useWords(AS_OF_WORDS);
  const field = ({ path }: Difference): string => (path === '' ? words.fresh : String(path));
  const columns: readonly Column<Difference>[] = [
    { key: 'case', name: words.kase, show: ({ stream }) => String(stream), value: ({ stream }) => String(stream) },
    { key: 'field', name: words.field, show: field, value: field },
    { key: 'before', name: words.before, show: ({ before }) => shown(before), value: ({ before }) => shown(before) },
    { key: 'after', name: words.after, show: ({ after }) => shown(after), value: ({ after }) => shown(after) },
  ];
  if (differences.length === 0) return <Text c="dimmed">{words.same}</Text>;
  return (
    <>
      <DataTable
        caption={words.fields}
        columns={columns}
        rows={differences.slice(0, MOST)}
        rowKey={({ stream, path }) => `${String(stream)} ${String(path)}`}
      />
      {differences.length > MOST && <Text c="dimmed">{words.more(differences.length - MOST)}</Text>}
    </>
  );
}
