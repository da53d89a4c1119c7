/**
 * The route drawn: what was, is and will be, by whom and until when; side by side where there is room, one below the other on
 * a phone. Each step says by a word how it stands, never by its colour alone. Deliberately absent: clocks in both readings.
 */
import { Badge, Card, Stack, Text, Title } from '@mantine/core';
import Check from 'lucide-react/icons/check';
import Circle from 'lucide-react/icons/circle';
import CircleDot from 'lucide-react/icons/circle-dot';
import Minus from 'lucide-react/icons/minus';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import { superiorWords } from '../../../domain/approval/route-words.ts';
import { choiceWords } from '../../../domain/words/answers.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { CHOICES, type Choice, TASK_STATUSES, type TaskStatus, type WayStage } from '../../../domain/words/lists.ts';
import { taskWords, WAY_WORDS } from '../../../domain/words/tasks.ts';
import { useJoin, useMarks, useSay, useWords } from '../../app/locale.tsx';
import { Picture } from '../../parts/document.tsx';
import { roleWords } from '../../parts/role.ts';
import { Moment } from '../../parts/when.tsx';
import { PARTS_WORDS } from '../../parts/words.ts';
import { Written } from '../../parts/written.tsx';
import { type Step, useCase, useNames } from './facts.ts';
import classes from './way.module.css';
import { CASE_WORDS } from './words.ts';

const isChoice = (code: string): code is Choice => CHOICES.some((choice) => choice === code);
const isStatus = (code: string): code is TaskStatus => TASK_STATUSES.some((status) => status === code);

export function Way(): ReactNode {
  const words = useWords(CASE_WORDS);
  const { steps } = useCase();
  return (
    <Card withBorder component="section" aria-labelledby="way-title">
      <Title order={2} id="way-title" mb="sm">
        {words.way}
      </Title>
      <ol className={classes.way}>
        {steps.map((step) => (
          <OneStep key={step.key} step={step} />
        ))}
      </ol>
    </Card>
  );
}

const refused = ({ answers }: Step): boolean => answers.some(({ choice, takenBack, anew }) => choice === 'REJECT' && !takenBack && !anew);

function OneStep({ step }: { readonly step: Step }): ReactNode {
  const words = useWords(CASE_WORDS);
  const say = useSay();
  const { stage, name, dueOn, estimated, skipped, openedAt } = step;
  const [Sign, colour] =
    stage === 'DONE'
      ? refused(step)
        ? ([X, 'stop'] as const)
        : ([Check, 'go'] as const)
      : stage === 'NOW'
        ? ([CircleDot, 'brand'] as const)
        : stage === 'SKIPPED'
          ? ([Minus, 'gray'] as const)
          : ([Circle, 'gray'] as const);
  return (
    <li className={classes.step} data-stage={stage} aria-current={stage === 'NOW' ? 'step' : undefined}>
      <span className={classes.dot} data-colour={colour}>
        <Sign size={14} aria-hidden />
      </span>
      <Stack gap={4} className={classes.inside}>
        <Text fw={600}>{say(name)}</Text>
        <Badge color={colour} variant="light" radius="sm" tt="none">
          {stage === 'SKIPPED' ? (skipped?.why === 'JUMP' ? words.skippedJump : words.skipped) : say(WAY_WORDS[stage satisfies WayStage])}
        </Badge>
        {stage === 'NOW' && openedAt !== null && dueOn === null && (
          <Text size="sm" c="dimmed">
            <Moment at={openedAt} />
          </Text>
        )}
        {dueOn !== null && stage !== 'DONE' && (
          <Text size="sm" c="dimmed">
            {estimated ? words.estimated(say(dayWords(dueOn))) : words.until(say(dayWords(dueOn)))}
          </Text>
        )}
        {step.signature && (stage === 'NOW' || stage === 'TO_COME') && <Text size="sm">{words.signs}</Text>}
        <Answers step={step} />
        <Waiting step={step} />
      </Stack>
    </li>
  );
}

function Answers({ step }: { readonly step: Step }): ReactNode {
  const words = useWords(CASE_WORDS);
  const marks = useMarks();
  const say = useSay();
  const names = useNames();
  const { answers, stage, intake } = step;
  if (answers.length === 0) return stage === 'DONE' ? <Text size="sm">{words.byRule}</Text> : null;
  return (
    <Stack gap={6}>
      {answers.map(
        ({ task, at, person, onBehalfOf, choice, reason, score, signature, filled, takenBack, anew, place, advisory, onThisContent, conditions }) => (
          <div key={`${task} ${at}`} className={takenBack || anew ? classes.undone : undefined}>
            <Text size="sm" component="div">
              <Text component="span" fw={500}>
                {names(person)}
                {onBehalfOf !== null && marks.aside(words.actsFor(names(onBehalfOf)))}
              </Text>{' '}
              {isChoice(choice) ? say(choiceWords(choice, intake).said) : choice}
              {score !== null && ` · ${words.score(score)}`}
              {[
                place === null ? '' : say(place),
                takenBack ? words.takenBack : '',
                anew ? words.anew : '',
                advisory ? words.advisory : '',
                onThisContent ? '' : words.onOther,
              ]
                .filter((note) => note !== '')
                .map((note) => ` · ${note}`)
                .join('')}
            </Text>
            {signature?.sha256 !== undefined && <Signed sha256={signature.sha256} name={names(person)} />}
            {filled.map(({ key, label, was, value }) => (
              <Text key={key} size="sm">
                {words.filledLine(say(label), say(value))}
                {was !== null && words.filledWas(say(was))}
              </Text>
            ))}
            {reason !== null && reason !== '' && <Written text={reason} />}
            {conditions.map((condition) => (
              <Written key={condition} text={condition} />
            ))}
            <Text size="xs" c="dimmed">
              <Moment at={at} />
            </Text>
          </div>
        ),
      )}
    </Stack>
  );
}

/** What somebody signed with; like any document of the case it is fetched by its hash. */
function Signed({ sha256, name }: { readonly sha256: string; readonly name: string }): ReactNode {
  const words = useWords(PARTS_WORDS);
  const { id } = useCase();
  return <Picture stream={`approval/${id}`} sha256={sha256} alt={words.signatureOf(name)} className={classes.signature ?? ''} />;
}

/** More than so many are counted. */
const NAMED = 4;
const ACTIVE = new Set(['PENDING', 'WAITING', 'ASKING', 'SET_ASIDE']);

function Waiting({ step }: { readonly step: Step }): ReactNode {
  const words = useWords(CASE_WORDS);
  const marks = useMarks();
  const say = useSay();
  const names = useNames();
  const join = useJoin();
  const some = (all: readonly string[]): string => `${join(all.slice(0, NAMED))}${all.length > NAMED ? words.andMore(all.length) : ''}`;
  if (step.stage === 'NOW') {
    const waiting = step.tasks.filter(({ status }) => ACTIVE.has(status));
    return (
      <Stack gap={2}>
        {waiting.slice(0, 12).map(({ task, person, onBehalfOf, status, place }) => (
          <Text key={task} size="sm">
            <Text component="span" fw={500}>
              {names(person)}
              {onBehalfOf !== null && marks.aside(words.actsFor(names(onBehalfOf)))}
            </Text>{' '}
            {isStatus(status) ? say(taskWords(status).said) : status}
            {place !== null && ` · ${say(place)}`}
          </Text>
        ))}
        {waiting.length > 12 && <Text size="sm">{words.andMore(waiting.length)}</Text>}
      </Stack>
    );
  }
  if (step.stage !== 'TO_COME' || step.deciders.length === 0) return null;
  return (
    <Text size="sm">
      {words.willAsk}{' '}
      {some(
        step.deciders.map(({ person, role, superior, holders }) =>
          person !== null
            ? names(person)
            : superior !== null
              ? say(superiorWords(superior))
              : role === null
                ? words.nobodyYet
                : `${say(roleWords(role))}${holders.length === 0 ? '' : words.holders(some(holders.map(names)))}`,
        ),
      )}
    </Text>
  );
}
