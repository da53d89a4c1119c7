/** What a person wrote: in their language, with their line ends, and what is meant to deceive shown for what it is. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { visible } from '../../domain/text/shown.ts';
import classes from './written.module.css';

export const Written = ({ text }: { readonly text: string }): ReactNode => (
  <Text component="div" dir="auto" className={classes.written}>
    {visible(text)}
  </Text>
);
