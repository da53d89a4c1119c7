/** How projects go, as numbers that narrow the list, with the rules by which they are counted. */
import { Badge, Button, Group, List, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import Check from 'lucide-react/icons/check';
import CircleCheck from 'lucide-react/icons/circle-check';
import CirclePause from 'lucide-react/icons/circle-pause';
import Minus from 'lucide-react/icons/minus';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ReactNode } from 'react';
import { useWords } from '../app/locale.tsx';
import { useOpening } from '../parts/link.tsx';
import type { Progress, ProjectRow } from '../parts/progress.ts';
import { programmePaths } from './paths.ts';
import classes from './programme.module.css';
import { PROGRAMME_WORDS } from './words.ts';

type Pace = ProjectRow['pace'];
const LOOKS = {
  ON_TIME: ['go', Check],
  LATE: ['stop', TriangleAlert],
  BLOCKED: ['heed', CirclePause],
  DONE: ['brand', CircleCheck],
  NOT_COUNTED: ['gray', Minus],
} as const;

export function PaceBadge({ pace }: { readonly pace: Pace }): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const [colour, Sign] = LOOKS[pace];
  return (
    <Badge color={colour} variant="light" size="lg" radius="sm" tt="none" miw="max-content" leftSection={<Sign size={14} aria-hidden />}>
      {words[pace]}
    </Badge>
  );
}

const SHOWN = ['ON_TIME', 'LATE', 'BLOCKED', 'DONE'] as const;
const countOf = (
  pace: (typeof SHOWN)[number],
  { onTime, late, blocked, done }: { onTime: number; late: number; blocked: number; done: number },
): number => ({ ON_TIME: onTime, LATE: late, BLOCKED: blocked, DONE: done })[pace];

/** `narrows`: each number is a link that shows those alone. */
export function Paces({
  found,
  pace,
  narrows,
}: {
  readonly found: Progress;
  readonly pace?: string | undefined;
  readonly narrows: boolean;
}): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  const { counts, code } = found;
  return (
    <Group gap="sm" align="stretch" component="ul" p={0} m={0} className={classes.paces}>
      {SHOWN.map((one) => (
        <li key={one} className={classes.pace}>
          <Count
            name={<PaceBadge pace={one} />}
            n={countOf(one, counts)}
            of={words.projectsN(countOf(one, counts))}
            href={narrows ? programmePaths.programme({ code }, pace === one ? {} : { pace: one }) : null}
            isChosen={pace === one}
          />
        </li>
      ))}
    </Group>
  );
}

function Count({
  name,
  n,
  of,
  href,
  isChosen,
}: {
  readonly name: ReactNode;
  readonly n: number;
  readonly of: string;
  readonly href: string | null;
  readonly isChosen: boolean;
}): ReactNode {
  const opening = useOpening(href ?? '');
  const shown = (
    <Stack gap={2} align="flex-start">
      {name}
      <Text fz={28} fw={600} lh={1.2} aria-hidden>
        {n}
      </Text>
      <span className={classes.forReaders}>{of}</span>
    </Stack>
  );
  if (href === null) return <div className={classes.count}>{shown}</div>;
  return (
    <UnstyledButton
      component="a"
      {...opening}
      className={classes.count}
      data-chosen={isChosen || undefined}
      aria-current={isChosen ? 'true' : undefined}
    >
      {shown}
    </UnstyledButton>
  );
}

export function PaceRules(): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  return (
    <Popover width={360} position="bottom-end" withArrow shadow="md">
      <Popover.Target>
        <Button variant="subtle" className={classes.noPrint}>
          {words.rules}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <RuleList />
      </Popover.Dropdown>
    </Popover>
  );
}
export function RuleList(): ReactNode {
  const words = useWords(PROGRAMME_WORDS);
  return (
    <List size="sm" spacing="xs">
      {[words.ruleOnTime, words.ruleLate, words.ruleBlocked, words.ruleDone].map((rule) => (
        <List.Item key={rule}>{rule}</List.Item>
      ))}
    </List>
  );
}
