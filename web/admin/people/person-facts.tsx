/** What is known of somebody, as far as whoever looks may see it. */
import { Badge, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { dayAt } from '../../../domain/kernel/days.ts';
import { useWords } from '../../app/locale.tsx';
import { Day, Moment } from '../../parts/when.tsx';
import type { PersonShown } from './facts.ts';
import { INVITE_WORDS, PEOPLE_WORDS } from './words.ts';

export function Facts({ shown }: { readonly shown: PersonShown }): ReactNode {
  const words = useWords(PEOPLE_WORDS);
  const invite = useWords(INVITE_WORDS);
  const { name, nameEn, unit, id, since, contact, locale } = shown;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [invite.name, name],
    [invite.nameEn, nameEn],
    [words.unit, unit],
    ...(contact === null
      ? []
      : ([
          [
            words.mail,
            <span key="mail" style={{ overflowWrap: 'anywhere' }}>
              {contact.email ?? words.erased}{' '}
              {contact.bounced && (
                <Badge color="stop" variant="outline">
                  {words.bounced}
                </Badge>
              )}
            </span>,
          ],
          ...(contact.phone === null || contact.phone === '' ? [] : [[words.phone, contact.phone] as const]),
          [words.language, locale === 'en' ? words.english : words.chinese],
          ...(contact.seesSignIns
            ? [[words.lastSignIn, contact.lastSignIn === null ? words.neverSignedIn : <Moment key="last" at={contact.lastSignIn} />] as const]
            : []),
        ] as const)),
    [words.since, <Day key="since" day={dayAt(since)} />],
    [words.id, id],
  ];
  return (
    <Table variant="vertical" layout="fixed" withRowBorders={false}>
      <Table.Tbody>
        {rows.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th w={130} scope="row">
              {label}
            </Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
