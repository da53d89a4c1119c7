/** Who acts for me, and for whom I act: each with its days. Deliberately absent: giving and ending them (web/admin/people). */
import { Badge, Card, List, Text, Title } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { adminPaths } from '../admin/paths.ts';
import { type AnswerOf, reading } from '../app/client.ts';
import { useLocale, useWords } from '../app/locale.tsx';
import { useMe } from '../app/session.tsx';
import { PageLink } from '../parts/link.tsx';
import { Day } from '../parts/when.tsx';
import { MANDATE_WORDS } from './words.ts';

type Roster = AnswerOf<'/api/v1/programme/{id}/roster'>;

export function Mandates(): ReactNode {
  const words = useWords(MANDATE_WORDS);
  const { person, roles } = useMe();
  const asked = useQueries({
    queries: Object.keys(roles).map((programme) => ({ ...reading('/api/v1/programme/{id}/roster', { path: { id: programme } }), retry: false })),
  });
  const rosters = asked.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const mine = rosters.flatMap((roster) =>
    roster.mandates.flatMap((mandate) => (mandate.principal === person || mandate.delegate === person ? [{ roster, mandate }] : [])),
  );
  if (rosters.length === 0) return null;
  return (
    <Card withBorder component="section">
      <Title order={2} mb="sm">
        {words.title}
      </Title>
      {mine.length === 0 ? (
        <Text>{words.none}</Text>
      ) : (
        <List spacing="xs">
          {mine.map(({ roster, mandate }) => (
            <One key={`${roster.programme.code} ${mandate.mandate}`} roster={roster} mandate={mandate} given={mandate.principal === person} />
          ))}
        </List>
      )}
      {rosters.some(({ may }) => may.haveMandate) && (
        <Text mt="sm">
          <PageLink href={adminPaths.mandates()}>{words.manage}</PageLink>
        </Text>
      )}
    </Card>
  );
}

type OneProps = { readonly roster: Roster; readonly mandate: Roster['mandates'][number]; readonly given: boolean };

function One({ roster, mandate, given }: OneProps): ReactNode {
  const words = useWords(MANDATE_WORDS);
  const locale = useLocale();
  const nameOf = (id: string): string => {
    const found = roster.people.find((one) => one.id === id);
    return (locale === 'en' ? found?.nameEn : found?.name) ?? id;
  };
  return (
    <List.Item>
      {given ? words.given(nameOf(mandate.delegate)) : words.received(nameOf(mandate.principal))} <Day day={mandate.from} /> –{' '}
      <Day day={mandate.to} />{' '}
      <Badge variant="outline" tt="none">
        {words[`status${mandate.status}`]}
      </Badge>
    </List.Item>
  );
}
