/** Sentences of a project as it stood on a day. */
import { sentences } from '../../app/words.ts';

export const AS_OF_WORDS = sentences({
  lead: {
    zh: '选一个项目和一天，看当天结束时它是什么样；再选一个更早的日子，看两天之间发生了什么。',
    en: 'Choose a project and a day, and see how it stood at the end of that day; choose an earlier day as well, and see what happened in between.',
  },
  project: { zh: '项目', en: 'Project' },
  day: { zh: '哪一天（当天结束时）', en: 'Which day (at its end)' },
  slide: { zh: '拖动或用方向键选日子', en: 'Slide, or use the arrow keys' },
  since: { zh: '与哪一天比较（可不选）', en: 'Compared with (optional)' },
  choose: { zh: '请选择项目', en: 'Choose a project' },
  chooseNext: {
    zh: '选好后，网址就代表这个项目的这一天，可以转给别人。',
    en: 'The address then stands for that project on that day, and can be passed on.',
  },
  nothing: { zh: '这一天还没有', en: 'It was not there yet on that day' },
  nothingNext: { zh: '请选晚一些的日子。', en: 'Choose a later day.' },
  cases: { zh: '当天的案卷', en: 'Cases on that day' },
  kase: { zh: '案卷', en: 'Case' },
  wholeProject: { zh: '改看整个项目', en: 'Look at the whole project instead' },
  status: { zh: '状态', en: 'State' },
  light: { zh: '灯', en: 'Light' },
  changed: { zh: '最近变动', en: 'Last change' },
  deciders: { zh: '当天可以决定的人', en: 'Who could have decided then' },
  decider: { zh: '人员', en: 'Person' },
  due: { zh: '期限', en: 'Due' },
  nobody: { zh: '当天没有等待决定的事项。', en: 'Nothing waited for a decision then.' },
  between: { zh: '两天之间发生了什么', en: 'What happened in between' },
  fields: { zh: '两天之间变了什么', en: 'What changed in between' },
  field: { zh: '字段', en: 'Field' },
  before: { zh: '之前', en: 'Before' },
  after: { zh: '之后', en: 'After' },
  fresh: { zh: '（新增）', en: '(new)' },
  same: { zh: '没有变化。', en: 'Nothing changed.' },
  more: (n: number) => ({ zh: `另有 ${n} 处变化，请导出查看或缩短两天的间隔`, en: `${n} more changes; choose days that are closer together` }),
});
