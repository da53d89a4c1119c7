/** Cases: asked by people, read, and told of when they change. */
import { countApprovals, listApprovals } from '../../prisma/cases/approval-lists.ts';
import {
  caseByStream,
  listCases,
  listEvents,
  listRefusals,
  listTasks,
  programmeOfCase,
  relationOfPerson,
  relationTo,
} from '../../prisma/cases/cases.ts';
import { readProgress } from '../../prisma/cases/programme-progress.ts';
import { namesOfBoard, readBoard, readProjectOfBoard } from '../../prisma/cases/project-board.ts';
import { approvalsWithForms, projectApprovals, projectFiles, projectMails, projectPeople } from '../../prisma/cases/project-lists.ts';
import { readingWorld } from '../../prisma/cases/reading-world.ts';
import { versionOfCases } from '../../prisma/cases/version-of-cases.ts';
import type { Database, ReadOnly } from '../../prisma/database.ts';
import { type ChangeListener, listenForChanges } from '../../prisma/live.ts';
import { over } from '../../prisma/over.ts';
import { findPeople, listColleagues } from '../../prisma/people/people.ts';
import type { CaseGateway } from '../../temporal/case-gateway.ts';
import { type GuardedGateway, guardedGateway } from '../guarded-gateway.ts';
import type { Live, ReadModel } from '../ports/cases.ts';

/** What is asked of cases: by whoever acts over the connection that writes, by whoever reads over the one that cannot. */
export const readingOf = (database: Database, questions: ReadOnly): ReadModel => ({
  ...over(database, { relationTo, relationOf: relationOfPerson, programmeOfCase, caseByStream, listTasks, findPeople, listColleagues }),
  ...over(questions, {
    namesOfBoard,
    readBoard,
    readProjectOfBoard,
    projectApprovals,
    projectFiles,
    projectMails,
    projectPeople,
    approvalsWithForms,
  }),
  ...over(questions, {
    versionOfCases,
    listApprovals,
    countApprovals,
    readingWorld,
    caseToRead: caseByStream,
    listCases,
    listEvents,
    listRefusals,
    readProgress,
  }),
});

/** Lets through to a case only what somebody may do in it. */
export const guarded = (database: Database, gateway: CaseGateway): GuardedGateway =>
  guardedGateway(gateway, (person, stream) => relationOfPerson(database, person, stream));

/** Open windows of the console: told of what changes until the service stops. */
export type Windows = { readonly listen: Live['listen']; readonly end: () => void; readonly stop: () => Promise<void> };
export function openWindows(database: Database): Windows {
  const listeners = new Set<ChangeListener & { readonly end: () => void }>();
  const tell = (say: (listener: ChangeListener & { readonly end: () => void }) => void): void => {
    for (const listener of listeners) say(listener);
  };
  const listening = listenForChanges(database, {
    changed: (streams) => tell((listener) => listener.changed(streams)),
    gap: () => tell((listener) => listener.gap()),
  });
  return { listen: (listener) => void listeners.add(listener), end: () => tell((listener) => listener.end()), stop: listening.stop };
}
