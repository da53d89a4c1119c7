/** What questions, answers, comments and copies make of an approval. */

import type { Recorded } from '../../kernel/case.ts';
import { changeWords } from '../../words/change.ts';
import type { SaidEvent } from '../events.ts';
import type { ApprovalState, Remark } from '../facts.ts';
import { changeTask, closeTasks, nextAfter, taskFor } from '../tasks.ts';

export function said(state: ApprovalState, event: Recorded<SaidEvent>): ApprovalState {
  const at = event.occurredAt;
  const remark = (note: Omit<Remark, 'at' | 'recommends'>): readonly Remark[] => [...state.remarks, { ...note, at, recommends: null }];
  switch (event.type) {
    case 'QuestionAsked': {
      const { by, question, seats } = event.data;
      const asked = seats.map((seat) => taskFor(state, { ...seat, origin: 'ASKED' }, { kind: 'QUESTION', opening: null, by, at, question }));
      const to = seats[0]?.person ?? null;
      const remarks = remark({ kind: 'QUESTION', person: by, to, text: question, documents: [] });
      return { ...state, nextTask: nextAfter(state, seats), tasks: [...state.tasks, ...asked], remarks };
    }
    case 'QuestionAnswered': {
      const { task, person, to, text, documents } = event.data;
      const tasks = changeTask(state.tasks, task, { status: 'ANSWERED', decidedAt: at });
      return { ...state, tasks, remarks: remark({ kind: 'ANSWER', person, to, text, documents }) };
    }
    case 'Commented': {
      const { person, text, documents } = event.data;
      return { ...state, remarks: remark({ kind: 'COMMENT', person, to: null, text, documents }) };
    }
    case 'ProjectChangeNoted': {
      const { by, ...change } = event.data;
      const { zh, en } = changeWords({ ...change, again: [] });
      return { ...state, remarks: remark({ kind: 'COMMENT', person: by, to: null, text: `${zh} / ${en}`, documents: [] }) };
    }
    case 'CopySent': {
      const { by, seats } = event.data;
      const copies = seats.map((seat) => taskFor(state, { ...seat, origin: 'COPIED' }, { kind: 'READ', opening: null, by, at }));
      return { ...state, nextTask: nextAfter(state, seats), tasks: [...state.tasks, ...copies] };
    }
    case 'ReadMarked':
      return { ...state, tasks: changeTask(state.tasks, event.data.task, { status: 'READ', decidedAt: at }) };
    case 'SeenMarked':
      return { ...state, tasks: changeTask(state.tasks, event.data.task, { seenAt: at }) };
    case 'MailAsked':
      return { ...state, mailAsked: { ...state.mailAsked, [`${event.data.what}:${event.data.task}`]: at } };
    case 'ReadingEnded':
      return { ...state, tasks: closeTasks(state.tasks), readersUntil: null };
  }
}
