/** Who acts for whom, and when: a month of it, and all that hold or will hold; set, agreed to and ended here. */
import { Select, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { dayAt } from '../../../domain/kernel/days.ts';
import { useWords } from '../../app/locale.tsx';
import { useMe } from '../../app/session.tsx';
import { PageLink } from '../../parts/link.tsx';
import { Page } from '../../parts/page.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { adminPaths } from '../paths.ts';
import { Calendar } from './calendar.tsx';
import { useOthers } from './choices.ts';
import { type Roster, rosterReading, useProgramme } from './facts.ts';
import { HANDING_WORDS, MANDATE_WORDS } from './handing-over-words.ts';
import { MandateForm } from './mandate-form.tsx';
import { MandateList } from './mandate-list.tsx';
import { monthIn } from './month.ts';
import { PEOPLE_WORDS } from './words.ts';

const route = getRouteApi('/people/mandates');

export function MandatesPage(): ReactNode {
  const words = useWords(MANDATE_WORDS);
  const people = useWords(PEOPLE_WORDS);
  const { programme: named } = route.useSearch();
  const { here } = useProgramme(named);
  return (
    <Page
      title={words.title}
      above={
        <PageLink href={adminPaths.people(here === null ? {} : { programme: here })} size="sm">
          {people.title}
        </PageLink>
      }
    >
      {here === null ? <Empty title={people.noProgramme}>{people.noProgrammeNext}</Empty> : <Of key={here} programme={here} />}
    </Page>
  );
}

function Of({ programme }: { readonly programme: string }): ReactNode {
  const found = useQuery(rosterReading(programme));
  const query = route.useSearch();
  const router = useRouter();
  const today = dayAt(new Date().toISOString());
  const month = monthIn(query.month, today);
  return (
    <Asked query={found}>
      {(roster) => (
        <Stack>
          <Calendar
            programme={programme}
            mandates={roster.mandates}
            month={month}
            today={today}
            onMonth={(next) => void router.navigate({ href: adminPaths.mandates({ ...query, month: next }), replace: true, resetScroll: false })}
          />
          <SetFor programme={programme} roster={roster} />
          <MandateList programme={programme} mandates={roster.mandates} />
        </Stack>
      )}
    </Asked>
  );
}

/** For oneself; the office for anybody. */
function SetFor({ programme, roster }: { readonly programme: string; readonly roster: Roster }): ReactNode {
  const words = useWords(MANDATE_WORDS);
  const handing = useWords(HANDING_WORDS);
  const me = useMe();
  const [principal, setPrincipal] = useState<string | null>(null);
  const all = useOthers(roster, []);
  const offered = roster.may.setMandates ? all : roster.may.haveMandate ? all.filter(({ value }) => value === me.person) : [];
  const shown = roster.people.find(({ id }) => id === principal);
  if (offered.length === 0) return null;
  return (
    <div>
      <Title order={2} mb="xs">
        {words.set}
      </Title>
      <Select
        label={words.principal}
        placeholder={handing.choose}
        searchable
        maw={360}
        data={offered}
        value={principal}
        onChange={(next) => setPrincipal(next)}
      />
      {shown !== undefined && <MandateForm programme={programme} shown={shown} roster={roster} onClose={() => setPrincipal(null)} />}
    </div>
  );
}
