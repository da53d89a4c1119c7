/** Reads what `domain/audit/story.ts` tells: a project's events, the names in them, the calendar. */
import { type Story, storyOf } from '../domain/audit/story.ts';
import { nameIn, peopleIn } from '../domain/people-named.ts';
import { readCalendar } from './calendar.ts';
import type { Database } from './database.ts';
import { findPeople } from './people.ts';
import { eventsOf, streamsOfProject } from './project-record.ts';

/** Null: there is no such project. */
export async function readStory(db: Database, project: string): Promise<Story | null> {
  const events = await eventsOf(db.pool, await streamsOfProject(db.pool, project));
  const [calendar, people] = await Promise.all([
    readCalendar(db.pool),
    findPeople(db, [...peopleIn(events.map(({ data, actor }) => [data, actor.person]))]),
  ]);
  return storyOf(project, events, calendar, nameIn(people));
}
