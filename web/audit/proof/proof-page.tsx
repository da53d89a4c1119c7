/** The proof of one event, step by step, as it was checked when the page was opened, and how to repeat it elsewhere. */
import { Alert, Badge, Button, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../app/client.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { saveFile } from '../../parts/export.ts';
import { ButtonLink } from '../../parts/link.tsx';
import { Asked, Empty } from '../../parts/states.tsx';
import { Moment, useMoment } from '../../parts/when.tsx';
import { auditReading } from '../asking.ts';
import { AuditPage } from '../frame.tsx';
import { auditPaths } from '../paths.ts';
import { PROOF_WORDS } from './words.ts';

const route = getRouteApi('/audit/proof');
type Proof = AnswerOf<'/api/v1/audit/proof'>;
type Step = Proof['checks'][number];

export function ProofPage(): ReactNode {
  const words = useWords(PROOF_WORDS);
  const { stream = '', version = '' } = route.useSearch();
  const named = stream !== '' && version !== '';
  return (
    <AuditPage title={words.title}>
      {named ? (
        <Proved key={`${stream}@${version}`} stream={stream} version={version} />
      ) : (
        <Empty title={words.which} acts={<ButtonLink href={auditPaths.search()}>{words.toSearch}</ButtonLink>}>
          {words.whichNext}
        </Empty>
      )}
    </AuditPage>
  );
}

function Proved({ stream, version }: { readonly stream: string; readonly version: string }): ReactNode {
  const words = useWords(PROOF_WORDS);
  const found = useQuery(auditReading('/api/v1/audit/proof', { stream, version }));
  const moment = useMoment();
  return (
    <Asked query={found}>
      {(proof) => (
        <Stack>
          <Text>{words.lead}</Text>
          <Verdict checks={proof.checks} />
          <TheEvent proof={proof} />
          <Stack component="ol" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
            {proof.checks.map((step, nth) => (
              <StepTold key={step.check} nth={nth + 1} step={step} proof={proof} />
            ))}
          </Stack>
          <Group>
            <Text c="dimmed" size="sm">
              {words.checkedAt(moment(proof.checkedAt))}
            </Text>
            <Button variant="default" loading={found.isFetching} onClick={() => void found.refetch()}>
              {words.again}
            </Button>
            <Button
              variant="default"
              onClick={() =>
                saveFile(
                  new Blob([`${JSON.stringify(proof, null, 2)}\n`], { type: 'application/json' }),
                  `${stream.replaceAll('/', '-')}@${version}-proof.json`,
                )
              }
            >
              {words.download}
            </Button>
          </Group>
          <Elsewhere proof={proof} />
        </Stack>
      )}
    </Asked>
  );
}

function Verdict({ checks }: { readonly checks: readonly Step[] }): ReactNode {
  const words = useWords(PROOF_WORDS);
  const broken = checks.some(({ holds }) => holds === 'FAILS');
  const all = checks.every(({ holds }) => holds === 'HOLDS');
  return (
    <Alert color={broken ? 'stop' : all ? 'go' : 'heed'} variant="outline" role="status">
      {broken ? words.broken : all ? words.allHold : words.notAll}
    </Alert>
  );
}

function TheEvent({ proof: { told, occurredAt, stream, version } }: { readonly proof: Proof }): ReactNode {
  const words = useWords(PROOF_WORDS);
  const say = useSay();
  return (
    <Paper withBorder p="md" component="section" aria-label={words.what}>
      <Text fw={600}>{say(told)}</Text>
      <Text size="sm" c="dimmed">
        <Moment at={occurredAt} /> · {stream}@{version}
      </Text>
    </Paper>
  );
}

const COLOURS = { HOLDS: 'go', FAILS: 'stop', WAITS: 'heed', UNKNOWN: 'gray' } as const;

function StepTold({ nth, step: { check, holds }, proof }: { readonly nth: number; readonly step: Step; readonly proof: Proof }): ReactNode {
  const words = useWords(PROOF_WORDS);
  const told = useTold(proof);
  return (
    <Paper withBorder p="md" component="li">
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h5">
          {nth}. {words[check]}
        </Title>
        <Badge color={COLOURS[holds]} variant="outline" tt="none" size="lg">
          {words[holds]}
        </Badge>
      </Group>
      <Text size="sm">{told(check, holds)}</Text>
    </Paper>
  );
}

function useTold({ chain, index, checkpoint, inclusion, outside }: Proof): (check: Step['check'], holds: Step['holds']) => string {
  const words = useWords(PROOF_WORDS);
  const moment = useMoment();
  return (check) => {
    switch (check) {
      case 'EVENT':
        return words.EVENTtold;
      case 'CHAIN':
        return words.CHAINtold(chain.from, chain.to);
      case 'PLACE':
        return index === null ? words.PLACEwaits : words.PLACEtold(index);
      case 'TREE':
        return checkpoint === null ? words.TREEwaits : words.TREEtold(checkpoint.size, inclusion.length);
      case 'SIGNATURE':
        return checkpoint === null ? words.TREEwaits : words.SIGNATUREtold(checkpoint.origin, moment(checkpoint.at));
      case 'OUTSIDE':
        return outside === null ? words.OUTSIDEunknown : words.OUTSIDEtold(outside.size, moment(outside.at));
    }
  };
}

function Elsewhere({ proof }: { readonly proof: Proof }): ReactNode {
  const words = useWords(PROOF_WORDS);
  const values = [
    `hash        ${proof.hash}`,
    `before      ${proof.prevHash}`,
    ...(proof.leaf === null ? [] : [`leaf        ${proof.leaf}`]),
    ...proof.inclusion.map((hash, nth) => `neighbour ${nth + 1} ${hash}`),
    ...(proof.checkpoint === null ? [] : [`root        ${proof.checkpoint.root}`, '', proof.checkpoint.note]),
  ];
  return (
    <Stack component="section" aria-label={words.repeat}>
      <Title order={2} size="h4">
        {words.repeat}
      </Title>
      <Text>{words.repeatTold}</Text>
      <Lines name={words.repeat} text={'npx tuojian audit export FOLDER\nnpx tuojian audit verify FOLDER --key KEY --outside CHECKPOINTS'} />
      <Folded name={words.details} text={values.join('\n')} />
      <Folded name={words.body} text={proof.body} />
    </Stack>
  );
}

/** For who computes it again: it would push the rest out of sight. */
function Folded({ name, text }: { readonly name: string; readonly text: string }): ReactNode {
  return (
    <details>
      <Text component="summary" fw={600} mb="xs" style={{ cursor: 'pointer' }}>
        {name}
      </Text>
      <Lines name={name} text={text} />
    </details>
  );
}

/** Long values are broken, never cut. */
function Lines({ name, text }: { readonly name: string; readonly text: string }): ReactNode {
  return (
    <Code block aria-label={name} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {text}
    </Code>
  );
}
