/** Sentences of a project as one line of a list. */
import { sentences } from '../app/words.ts';

const days = (n: number): string => `${n} ${n === 1 ? 'day' : 'days'}`;

export const PROJECT_ROW_WORDS = sentences({
  startLate: (n: number) => ({ zh: `应开工已过 ${n} 天`, en: `start is ${days(n)} late` }),
  startIn: (n: number) => ({ zh: `距计划开工 ${n} 天`, en: `${days(n)} to the planned start` }),
  startToday: { zh: '计划今天开工', en: 'start is planned for today' },
  finishLate: (n: number) => ({ zh: `竣工逾期 ${n} 天`, en: `completion is ${days(n)} late` }),
  finishIn: (n: number) => ({ zh: `距计划竣工 ${n} 天`, en: `${days(n)} to the planned completion` }),
  finishToday: { zh: '计划今天竣工', en: 'completion is planned for today' },
  completedOn: (day: string) => ({ zh: `${day}竣工`, en: `completed ${day}` }),
  takenOver: { zh: '接续', en: 'taken over' },
  takenOverLong: { zh: '接续办理：此前在纸面办理的事项已录入', en: 'Taken over: what happened on paper before was entered' },
  takingOver: { zh: '接续录入中', en: 'being taken over' },
  more: (n: number) => ({ zh: `另 ${n} 项`, en: `${n} more` }),
});
