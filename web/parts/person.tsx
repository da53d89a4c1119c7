/** A person: name, unit, and for whom they act. Deliberately absent: addresses. */
import { Avatar, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLocale, useWords } from '../app/locale.tsx';
import { PARTS_WORDS } from './words.ts';

export type PersonShown = { readonly name: string; readonly nameEn?: string; readonly unit?: string };

/** 「陈」 of 陈立; two letters of a Latin name. */
const initials = (name: string): string => (/\p{Script=Han}/u.test(name) ? name.slice(0, 1) : name.replaceAll(/[^A-Z]/g, '').slice(0, 2));

export function usePersonName(): (person: PersonShown) => string {
  const locale = useLocale();
  return ({ name, nameEn = '' }) => (locale === 'en' && nameEn !== '' ? nameEn : name);
}

type Props = { readonly person: PersonShown; readonly onBehalfOf?: PersonShown | null };

export function Person({ person, onBehalfOf = null }: Props): ReactNode {
  const words = useWords(PARTS_WORDS);
  const nameOf = usePersonName();
  return (
    <Group gap="xs" wrap="nowrap" component="span">
      <Avatar size="sm" radius="xl" color="brand" aria-hidden alt="">
        {initials(nameOf(person))}
      </Avatar>
      <span>
        <Text component="span" fw={500}>
          {nameOf(person)}
          {onBehalfOf !== null && ` (${words.onBehalfOf(nameOf(onBehalfOf))})`}
        </Text>
        {person.unit !== undefined && person.unit !== '' && (
          <Text component="span" size="sm" c="dimmed" display="block">
            {person.unit}
          </Text>
        )}
      </span>
    </Group>
  );
}
