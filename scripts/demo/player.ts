/** Who plays a project, and what they look at. Deliberately absent: the play (play-project.ts, play-acceptance.ts). */
import { investmentFen, type ProjectProfile } from '../../domain/profile/profile.ts';
import { papersFor } from '../../setup/example/papers-brought.ts';
import type { ApiClient } from './http.ts';

/** Whoever sends commands and waits for a case: over HTTP, or without the service (scripts/record/play.ts). */
export type Player = Pick<ApiClient, 'command' | 'until' | 'handIn'>;
export type Players = {
  readonly manager: Player;
  readonly officer: Player;
  readonly batch: string /** How many progress payments; one unless given. */;
  readonly payments?: number;
  /** Its programme keeps a ledger, so that payments name their sources. */
  readonly ledger?: boolean;
};
export type Told = (line: string) => void;

/** An act with the papers that its route asks for. */
export async function commandWithPapers(
  player: Player,
  stream: string,
  command: { readonly type: string; readonly [field: string]: unknown },
): Promise<void> {
  await player.command(stream, { ...command, files: await papersFor(stream, command.type, (name, bytes) => player.handIn(name, bytes)) });
}

/** The first project is the one whose story has a supplement, a red light and a failed air test. */
export const hasStory = (profile: ProjectProfile): boolean => profile.code.endsWith('-01');

/** A value deep in a state; undefined where a part is missing. */
export function at(state: unknown, ...path: readonly string[]): unknown {
  let value = state;
  for (const key of path) value = value !== null && typeof value === 'object' ? Reflect.get(value, key) : undefined;
  return value;
}

const WAN = 1_000_000;
export const contractFen = (profile: ProjectProfile): number =>
  hasStory(profile) ? 482 * WAN * 4 : Math.round(investmentFen(profile.funding) * 0.8);
/** Of the change order in the story. */
export const changeFen = (profile: ProjectProfile): number => (hasStory(profile) ? 52 * WAN : 0);
