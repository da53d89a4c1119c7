/** What a case is: what is asked, how much, by whom, how it stands; as whoever decides wants it in one look. */
import { Alert, Box, Card, Group, List, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { PAUSE_WORDS } from '../../../domain/words/clocks.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { ruleWords } from '../../../domain/words/rules.ts';
import { useLocale, useSay, useWords } from '../../app/locale.tsx';
import { Money } from '../../parts/money.tsx';
import { Day, Moment } from '../../parts/when.tsx';
import { Written } from '../../parts/written.tsx';
import { type Case, useCase, useNames } from './facts.ts';
import { CASE_WORDS } from './words.ts';

const isPause = (code: string): code is keyof typeof PAUSE_WORDS => Object.hasOwn(PAUSE_WORDS, code);

export function Head(): ReactNode {
  const locale = useLocale();
  const words = useWords(CASE_WORDS);
  const say = useSay();
  const names = useNames();
  const { amountFen, applicant, people, project, programme, matter, receivedOn, acceptedOn, round } = useCase();
  const unit = people[applicant]?.unit ?? '';
  return (
    <Card withBorder component="section" aria-label={words.asked}>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 2, lg: 4 }} spacing="sm">
        {amountFen !== null && (
          <Fact name={words.amount}>
            <Text component="span" fw={700} fz="1.6rem" lh={1.2}>
              <Money fen={amountFen} />
            </Text>
            {locale !== 'en' && <Exact fen={amountFen} />}
          </Fact>
        )}
        <Fact name={words.applicant}>
          {names(applicant)}
          {unit !== '' && (
            <Text component="span" display="block" size="sm" c="dimmed">
              {unit}
            </Text>
          )}
        </Fact>
        <Fact name={words.matter}>
          {say(matter.name)}
          <Text component="span" display="block" size="sm" c="dimmed">
            {project ?? programme}
            {round > 1 && ` · ${words.round(round)}`}
          </Text>
        </Fact>
        {(receivedOn !== null || acceptedOn !== null) && (
          <Fact name={acceptedOn === null ? words.receivedOn : words.acceptedOn}>
            <Day day={acceptedOn ?? receivedOn ?? ''} />
          </Fact>
        )}
      </SimpleGrid>
      {matter.basis !== null && (
        <Box mt="sm">
          <Fact name={words.basis}>{say(ruleWords(matter.basis))}</Fact>
        </Box>
      )}
    </Card>
  );
}

const exact = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2 });
/** Beside 万元, and not on hover alone: a phone has none. */
const Exact = ({ fen }: { readonly fen: number }): ReactNode => (
  <Text component="span" display="block" size="sm" c="dimmed">
    ¥{exact.format(fen / 100)}
  </Text>
);

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text component="div" fw={500}>
        {children}
      </Text>
    </div>
  );
}

/** Why it stands still, what is missing, how it ended: before anything else is read. */
export function Standing(): ReactNode {
  const words = useWords(CASE_WORDS);
  const say = useSay();
  const names = useNames();
  const { standing, supplementList, missing, returned, closed, conditions } = useCase();
  return (
    <>
      {standing !== null && (
        <Alert
          color="heed"
          variant="outline"
          title={stoppedFor(
            standing,
            words,
            (day) => say(dayWords(day)),
            (reason) => (isPause(reason) ? say(PAUSE_WORDS[reason]) : reason),
          )}
        >
          <Stack gap={4}>
            {standing.notice !== '' && <Written text={standing.notice} />}
            {standing.reason === 'SUSPENDED' && <Text size="sm">{words.suspendedNext}</Text>}
            {standing.until !== null && <Text size="sm">{words.standsUntil(say(dayWords(standing.until)))}</Text>}
            {standing.by !== null && <Text size="sm">{names(standing.by)}</Text>}
          </Stack>
        </Alert>
      )}
      {supplementList !== null && (
        <Alert color="heed" variant="outline" title={words.supplementAsked}>
          <Written text={supplementList} />
        </Alert>
      )}
      {missing.length > 0 && (
        <Alert color="heed" variant="outline" title={words.deficiency}>
          <List>
            {missing.map((item) => (
              <List.Item key={item}>{item}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {returned !== null && (
        <Alert color="heed" variant="outline" title={words.returnedBy(returned.by === null ? words.theRoute : names(returned.by))}>
          {returned.reason !== null && <Written text={returned.reason} />}
        </Alert>
      )}
      {conditions.length > 0 && (
        <Alert color="heed" variant="outline" title={words.conditions}>
          <List>
            {conditions.map((item) => (
              <List.Item key={item}>{item}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {closed !== null && closed.reason !== null && closed.reason !== '' && (
        <Alert color="gray" variant="outline" title={words.closeReason}>
          <Group gap="xs">
            {closed.by !== null && <Text fw={500}>{names(closed.by)}</Text>}
            {closed.at !== null && (
              <Text size="sm" c="dimmed">
                <Moment at={closed.at} />
              </Text>
            )}
          </Group>
          <Written text={closed.reason} />
        </Alert>
      )}
    </>
  );
}

function stoppedFor(
  { reason, since }: NonNullable<Case['standing']>,
  words: { readonly suspended: (day: string) => string; readonly stands: (why: string, since: string) => string },
  day: (day: string) => string,
  why: (reason: string) => string,
): string {
  return reason === 'SUSPENDED' ? words.suspended(day(since)) : words.stands(why(reason), day(since));
}
