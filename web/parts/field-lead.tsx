/** What stands above a field of several parts: what it is for, and what is wrong with it. */
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

export const FieldLead = ({ help, fault }: { readonly help: string; readonly fault: ReactNode }): ReactNode => (
  <>
    {help !== '' && (
      <Text size="sm" c="dimmed">
        {help}
      </Text>
    )}
    {fault !== undefined && fault !== null && (
      <Text size="sm" c="stop">
        {fault}
      </Text>
    )}
  </>
);
