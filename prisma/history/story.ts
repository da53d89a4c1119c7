/** Reads what `domain/audit/story.ts` tells: a project's events, the names in them, the calendar. */

import { peopleOf } from '../../domain/audit/facts.ts';
import { type Story, storySteps } from '../../domain/audit/story.ts';
import { nameIn } from '../../domain/person.ts';
import type { Database } from '../database.ts';
import { eachInSlices, inSlices } from '../in-slices.ts';
import { findPeople } from '../people/people.ts';
import { readCalendar } from '../record/calendar.ts';
import { eventsOf, streamsOfProject } from './project-record.ts';

/** Null: there is no such project. */
export async function readStory(db: Database, project: string): Promise<Story | null> {
  const events = await eventsOf(db.pool, await streamsOfProject(db.pool, project));
  const named = new Set<string>();
  await eachInSlices(events, (event) => {
    for (const person of peopleOf(event)) named.add(person);
  });
  const [calendar, people] = await Promise.all([readCalendar(db.pool), findPeople(db, [...named])]);
  return inSlices(storySteps(project, events, calendar, nameIn(people)));
}
