/** What an act hands over, and to whom, as the recorder would find it now; or everything that is in its way. */
import { Alert, List, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SentAnswerOf } from '../../app/client.ts';
import { useJoin, useSay, useWords } from '../../app/locale.tsx';
import { roleWords } from '../../parts/role.ts';
import { HANDING_WORDS } from './handing-over-words.ts';

export type HandingOver = SentAnswerOf<'/api/v1/programme/{id}/handing-over'>;

export function WhatPasses({ found, name }: { readonly found: HandingOver; readonly name: (person: string) => string }): ReactNode {
  const words = useWords(HANDING_WORDS);
  const say = useSay();
  const join = useJoin();
  const { faults, desk, applications, projects, roles, mandates, awaits, atOnce } = found;
  if (faults.length > 0)
    return (
      <Alert color="stop" variant="outline" title={words.inTheWay} role="alert">
        <List spacing={4}>
          {faults.map((fault) => (
            <List.Item key={fault.en}>{say(fault)}</List.Item>
          ))}
        </List>
      </Alert>
    );
  const to = found.to === null ? '' : name(found.to);
  const becomes = { ENDS: words.roleEnds, AT_ONCE: words.rolePasses, PROPOSED: words.roleProposed };
  return (
    <Stack gap="xs">
      {!atOnce && awaits === null && <Text>{words.later}</Text>}
      {awaits !== null && <Text>{awaits === 'PRINCIPAL' ? words.awaitsPrincipal : words.awaitsSecond}</Text>}
      {desk.length > 0 && <Cases lead={words.desk(desk.length, to)} cases={desk} />}
      {applications.length > 0 && <Cases lead={words.applications(applications.length, to)} cases={applications} />}
      {projects.length > 0 && <Text>{words.projects(join(projects), to)}</Text>}
      {roles.length > 0 && (
        <div>
          <Text>{words.rolesTitle}</Text>
          <List>
            {roles.map(({ role, becomes: how }) => (
              <List.Item key={role}>{becomes[how](say(roleWords(role)), to)}</List.Item>
            ))}
          </List>
        </div>
      )}
      {mandates.length > 0 && <Text>{words.mandatesEnd(join(mandates))}</Text>}
      {atOnce && desk.length + applications.length + projects.length + roles.length + mandates.length === 0 && <Text>{words.nothing}</Text>}
    </Stack>
  );
}

function Cases({ lead, cases }: { readonly lead: string; readonly cases: HandingOver['desk'] }): ReactNode {
  const say = useSay();
  return (
    <div>
      <Text>{lead}</Text>
      <List>
        {cases.map(({ stream, title }) => (
          <List.Item key={stream}>
            {say(title)} ({stream.split('/')[1]})
          </List.Item>
        ))}
      </List>
    </div>
  );
}
