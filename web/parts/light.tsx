/** A light: its word, a sign and its colour, so that nobody needs to see the colour. */
import { Badge } from '@mantine/core';
import Check from 'lucide-react/icons/check';
import Clock from 'lucide-react/icons/clock';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { ReactNode } from 'react';
import type { Light as Colour } from '../../domain/kernel/summary.ts';
import { LIGHT_WORDS } from '../../domain/words/clocks.ts';
import { useSay } from '../app/locale.tsx';

const LOOKS = { GREEN: ['go', Check], YELLOW: ['heed', Clock], RED: ['stop', TriangleAlert] } as const;
const isColour = (value: string): value is Colour => Object.hasOwn(LOOKS, value);

/** As a badge has it. */
export const lightColour = (light: Colour): string => LOOKS[light][0];

/** Nothing where there is no light. */
export function Light({ light }: { readonly light: string | null }): ReactNode {
  const say = useSay();
  if (light === null || !isColour(light)) return null;
  const [colour, Sign] = LOOKS[light];
  return (
    <Badge color={colour} variant="light" size="lg" radius="sm" tt="none" miw="max-content" leftSection={<Sign size={14} aria-hidden />}>
      {say(LIGHT_WORDS[light])}
    </Badge>
  );
}
