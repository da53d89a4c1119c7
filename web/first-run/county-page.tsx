/** The first administrator sets up the county's first programme, and sees how far it is. Deliberately absent: the form (own-county.tsx). */
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useWords } from '../app/locale.tsx';
import { useMe } from '../app/session.tsx';
import { Page } from '../parts/page.tsx';
import { NotAllowed } from '../parts/states.tsx';
import { startPaths } from '../start/paths.ts';
import { UnderWay } from './import-page.tsx';
import { OwnCounty } from './own-county.tsx';
import { AS_ADMINISTRATOR } from './requests.ts';
import { FIRST_RUN_WORDS } from './words.ts';

export function CountyPage(): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const { name, founds } = useMe();
  const navigate = useNavigate();
  const [programme, setProgramme] = useState<string | null>(null);
  if (programme !== null)
    return (
      <Page title={words.ownTitle}>
        <UnderWay programme={programme} />
      </Page>
    );
  if (founds === null)
    return (
      <Page title={words.ownTitle}>
        <NotAllowed />
      </Page>
    );
  return (
    <OwnCounty
      door={AS_ADMINISTRATOR}
      first={{ name, email: founds.email, unit: founds.unit }}
      onBack={() => void navigate({ to: startPaths.start.pattern })}
      onBegun={(_, code) => setProgramme(code)}
    />
  );
}
