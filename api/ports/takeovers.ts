/** What is taken over in a programme of what happened on paper. */
import type { ProjectFunds } from '../../domain/programme/papers-shown.ts';
import type { TakeoverCounts, TakeoverQuery, TakeoverRow } from '../../domain/views.ts';

export type Takeovers = {
  listTakeovers(programme: string, query: TakeoverQuery): Promise<readonly TakeoverRow[]>;
  countTakeovers(programme: string): Promise<TakeoverCounts>;
  /** Streams of projects of which something waits for a second person, at most so many. */
  takeoversWaiting(programme: string, most: number): Promise<readonly string[]>;
  fundsOfProjects(programme: string): Promise<readonly ProjectFunds[]>;
};
