/** What a room says of itself to the frame: where it stands in the navigation and what the palette knows of it. */
import type { LucideIcon } from 'lucide-react';
import type { Text } from '../../domain/kernel/values.ts';
import type { Me } from './session.tsx';

export type Place = {
  readonly href: string;
  readonly name: Text;
  readonly icon: LucideIcon;
  /** Other words by which the palette finds it. */
  readonly also?: string;
  /** Absent: for everybody who is signed in. */
  readonly forWhom?: (me: Me) => boolean;
};

export type Room = {
  /** In the navigation; the first four stand in the bar of a phone. */
  readonly places: readonly Place[];
  /** Known to the palette alone. */
  readonly quick?: readonly Place[];
};
