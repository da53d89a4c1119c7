/**
 * The frame of every page: its title as heading and in the browser's tab, its acts, its content. The heading takes the focus
 * when a person has come here by a link, so that a keyboard and a screen reader are where the eye is, unless they have begun
 * something else while it came.
 */
import { Box, Group, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { busySinceOpening } from '../app/hands.ts';
import { useLocale } from '../app/locale.tsx';
import classes from './page.module.css';

let firstShown = false;

type Props = {
  readonly title: string;
  /** Above the title: where this stands, as links. */
  readonly above?: ReactNode;
  /** Beside the title: lights, states. */
  readonly beside?: ReactNode;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
};

export function Page({ title, above, beside, acts, children }: Props): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const brand = useLocale() === 'en' ? 'Tuojian' : '托建';
  useEffect(() => {
    document.title = `${title} · ${brand}`;
  }, [title, brand]);
  useEffect(() => {
    if (firstShown && !busySinceOpening()) heading.current?.focus({ preventScroll: true });
    firstShown = true;
    window.scrollTo(0, 0);
  }, []);
  return (
    <Box className={classes.page}>
      {above}
      <Group justify="space-between" align="flex-start" gap="sm" mb="md" className={classes.head}>
        <Group gap="sm" align="center" className={classes.titles}>
          <Title order={1} ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </Title>
          {beside}
        </Group>
        {acts !== undefined && (
          <Group gap="xs" className={classes.acts}>
            {acts}
          </Group>
        )}
      </Group>
      {children}
    </Box>
  );
}
