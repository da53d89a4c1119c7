/** Another plan: start, finish, and the day of each milestone. */
import { SimpleGrid, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { MILESTONE_NAMES, milestonesOf } from '../../../domain/standards/milestones.ts';
import { dayWords } from '../../../domain/words/days.ts';
import { useSay, useWords } from '../../app/locale.tsx';
import { useFields } from '../../parts/form.tsx';
import { type BasisValues, basisFaults, basisOf, NO_BASIS } from './basis-fields.tsx';
import { type ActProps, ChangeForm } from './change-form.tsx';
import { changed } from './form-values.ts';
import { ACTS_WORDS } from './words.ts';

type Values = BasisValues & { startOn: string; finishOn: string; opensOn: string; days: Record<string, string> };

export function MilestonesForm({ project, onClose }: ActProps): ReactNode {
  const words = useWords(ACTS_WORDS);
  const say = useSay();
  const { profile } = project;
  const keys = milestonesOf(profile.buildKind).map(({ key }) => key);
  const fields = useFields<Values>({
    initial: {
      ...NO_BASIS,
      startOn: profile.startOn,
      finishOn: profile.finishOn,
      opensOn: profile.opensOn ?? '',
      days: Object.fromEntries(keys.map((key) => [key, profile.milestones.find((one) => one.key === key)?.plannedOn ?? ''])),
    },
    draft: `project.milestones.${project.code}`,
    check: (values) => ({
      ...basisFaults(values, project.today, words),
      startOn: values.startOn === '' ? words.dayMissing : null,
      finishOn: values.finishOn === '' ? words.dayMissing : null,
    }),
  });
  const planned = (days: Values['days']) =>
    keys.flatMap((key) => {
      const plannedOn = days[key] ?? '';
      return plannedOn === '' ? [] : [{ key, plannedOn }];
    });
  /** The domain counts those that have a day. */
  const fieldOf = (at: string): string | undefined => {
    const index = /milestones\[(\d+)\]/.exec(at)?.[1];
    const key = index === undefined ? undefined : planned(fields.getValues().days)[Number(index)]?.key;
    return key === undefined ? at.replace(/^facts\./, '') : `days.${key}`;
  };
  return (
    <ChangeForm
      project={project}
      act="ChangeMilestones"
      fields={fields}
      means={words.milestonesMean}
      fieldOf={fieldOf}
      onClose={onClose}
      bodyOf={(values) => ({
        type: 'ChangeMilestones',
        facts: changed(
          {
            startOn: values.startOn,
            finishOn: values.finishOn,
            milestones: planned(values.days),
            ...(values.opensOn === '' ? {} : { opensOn: values.opensOn }),
          },
          profile,
        ),
        ...basisOf(values),
      })}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput type="date" label={words.startOn} required {...fields.getInputProps('startOn')} />
        <TextInput type="date" label={words.finishOn} required {...fields.getInputProps('finishOn')} />
        <TextInput type="date" label={words.opensOn} {...fields.getInputProps('opensOn')} />
      </SimpleGrid>
      <Text size="sm" c="dimmed">
        {words.leaveEmpty}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {keys.map((key) => {
          const reached = project.milestones.find((one) => one.key === key)?.reachedOn ?? null;
          return (
            <TextInput
              key={key}
              type="date"
              label={words.plannedOf(say(MILESTONE_NAMES[key] ?? { zh: key, en: key }))}
              {...(reached === null ? {} : { description: words.reachedOn(say(dayWords(reached))) })}
              {...fields.getInputProps(`days.${key}`)}
            />
          );
        })}
      </SimpleGrid>
    </ChangeForm>
  );
}
