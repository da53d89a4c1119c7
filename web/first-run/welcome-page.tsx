/** An empty service: load the example, set up one's own county, or import its files. */
import { Alert, Button, Card, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import FileUp from 'lucide-react/icons/file-up';
import Landmark from 'lucide-react/icons/landmark';
import Sprout from 'lucide-react/icons/sprout';
import { type ReactNode, useEffect, useState } from 'react';
import { useAct } from '../app/acting.ts';
import { useSay, useWords } from '../app/locale.tsx';
import { Bare } from '../app/shell.tsx';
import { FaultSummary } from '../parts/faults.tsx';
import { ExamplePeople } from './example-people.tsx';
import { FirstAdministrator, FirstNamed } from './first-administrator.tsx';
import { ImportFiles } from './import-files.tsx';
import { OwnCounty } from './own-county.tsx';
import { AT_FIRST, FIRST_RUN, type FirstRun } from './requests.ts';
import { FIRST_RUN_WORDS } from './words.ts';

type Props = { readonly told: FirstRun; readonly onBegan: () => void; readonly onSignedIn: () => void; readonly onLeave: () => void };
type Open = 'CHOICES' | 'OWN' | 'FILES';

export function WelcomePage({ told, onBegan, onSignedIn, onLeave }: Props): ReactNode {
  const [open, setOpen] = useState<Open>('CHOICES');
  const [address, setAddress] = useState<string | null>(null);
  const queries = useQueryClient();
  const again = (): void => void queries.invalidateQueries({ queryKey: FIRST_RUN.queryKey });
  const { example, begun } = told;
  useEffect(() => {
    if (example?.state === 'RUNNING' || begun?.state === 'RUNNING') onBegan();
  }, [example, begun, onBegan]);
  const onBegun = (first: string | null): void => {
    setAddress(first);
    onBegan();
    again();
  };
  if (example?.state === 'RUNNING') return <Filling progress={example} />;
  if (begun?.state === 'RUNNING') return <Filling progress={begun} />;
  if (example?.state === 'DONE') return <Chosen onSignedIn={onSignedIn} />;
  if (begun?.state === 'DONE') return <Done address={address} onLeave={onLeave} />;
  if (address !== null && !told.embedded)
    return (
      <Bare>
        <FirstNamed address={address} onLeave={onLeave} />
      </Bare>
    );
  if (told.asksSetupCode)
    return (
      <Bare>
        <FirstAdministrator onNamed={onBegun} onLeave={onLeave} />
      </Bare>
    );
  const back = (): void => setOpen('CHOICES');
  return (
    <Bare>
      {open === 'OWN' && <OwnCounty door={AT_FIRST} onBack={back} onBegun={onBegun} />}
      {open === 'FILES' && (
        <Section title={FIRST_RUN_WORDS.importTitle} onBack={back}>
          <ImportFiles door={AT_FIRST} onBegun={() => onBegun(null)} />
        </Section>
      )}
      {open === 'CHOICES' && <Choices told={told} onOpen={setOpen} onLoaded={again} />}
    </Bare>
  );
}

type ChoicesProps = { readonly told: FirstRun; readonly onOpen: (open: Open) => void; readonly onLoaded: () => void };

function Choices({ told, onOpen, onLoaded }: ChoicesProps): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const say = useSay();
  const loading = useAct('/api/v1/first-run/example', { quiet: true, onDone: onLoaded });
  const broken = told.example ?? told.begun;
  return (
    <Stack gap="lg" mt="md">
      <div>
        <Title order={1}>{words.welcome}</Title>
        <Text mt="xs">{words.lead}</Text>
      </div>
      {broken !== null && (
        <Alert color="heed" variant="outline" role="status">
          {say(broken.says)}
        </Alert>
      )}
      <FaultSummary problem={loading.error} />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {told.mayLoadExample && (
          <Choice icon={<Sprout aria-hidden />} title={words.exampleTitle} text={words.exampleText}>
            <Button loading={loading.isPending} onClick={() => loading.mutate({ body: {} })}>
              {told.example === null ? words.exampleGo : words.exampleAgain}
            </Button>
            {told.example === null && (
              <>
                <Text size="sm" mt="sm">
                  {words.halfWayText}
                </Text>
                <Button variant="default" loading={loading.isPending} onClick={() => loading.mutate({ body: { halfWay: true } })}>
                  {words.exampleHalfWay}
                </Button>
              </>
            )}
          </Choice>
        )}
        {told.mayBegin && (
          <>
            <Choice icon={<Landmark aria-hidden />} title={words.ownTitle} text={words.ownText}>
              <Button variant="default" onClick={() => onOpen('OWN')}>
                {words.ownTitle}
              </Button>
            </Choice>
            <Choice icon={<FileUp aria-hidden />} title={words.importTitle} text={words.importText}>
              <Button variant="default" onClick={() => onOpen('FILES')}>
                {words.importTitle}
              </Button>
            </Choice>
          </>
        )}
      </SimpleGrid>
    </Stack>
  );
}

type ChoiceProps = { readonly icon: ReactNode; readonly title: string; readonly text: string; readonly children: ReactNode };

function Choice({ icon, title, text, children }: ChoiceProps): ReactNode {
  return (
    <Card withBorder component="section" padding="lg">
      <Stack h="100%" justify="space-between">
        <Stack gap="xs">
          {icon}
          <Title order={2}>{title}</Title>
          <Text size="sm">{text}</Text>
        </Stack>
        {children}
      </Stack>
    </Card>
  );
}

type SectionProps = { readonly title: { readonly zh: string; readonly en: string }; readonly onBack: () => void; readonly children: ReactNode };

function Section({ title, onBack, children }: SectionProps): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const say = useSay();
  return (
    <Stack mt="md">
      <Title order={1}>{say(title)}</Title>
      {children}
      <div>
        <Button variant="subtle" onClick={onBack}>
          {words.back}
        </Button>
      </div>
    </Stack>
  );
}

function Filling({ progress }: { readonly progress: NonNullable<FirstRun['example']> }): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  const say = useSay();
  const { done, total, says } = progress;
  return (
    <Bare>
      <Stack mt="xl" maw={560} mx="auto">
        <Title order={1}>{words.filling}</Title>
        <Progress value={(100 * done) / Math.max(total, 1)} size="lg" aria-label={words.filling} />
        <Text role="status">{`${say(says)} · ${words.progress(done, total)}`}</Text>
      </Stack>
    </Bare>
  );
}

function Chosen({ onSignedIn }: { readonly onSignedIn: () => void }): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  return (
    <Bare>
      <Stack mt="md">
        <Title order={1}>{words.chooseTitle}</Title>
        <ExamplePeople lead={words.chooseLead} onSignedIn={onSignedIn} />
      </Stack>
    </Bare>
  );
}

function Done({ address, onLeave }: { readonly address: string | null; readonly onLeave: () => void }): ReactNode {
  const words = useWords(FIRST_RUN_WORDS);
  return (
    <Bare>
      <Stack mt="xl" maw={560} mx="auto" align="flex-start">
        <Title order={1}>{words.doneTitle}</Title>
        <Text>{address === null ? words.doneAny : words.doneText(address)}</Text>
        <Text>{words.doneMails}</Text>
        <Button onClick={onLeave}>{words.toSignIn}</Button>
      </Stack>
    </Bare>
  );
}
