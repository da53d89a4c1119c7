/** Sentences of the page about units. */
import { sentences } from '../../app/words.ts';
import { UNIT_PLACE } from './place-words.ts';

export const UNIT_WORDS = sentences({
  ...UNIT_PLACE,
  lead: {
    zh: '审批路线可以请“申请人的上级”审批：按申请人所在单位向上找负责人。单位名称须与人员名单中的一致。',
    en: 'A route may ask the superior of whoever applies: the head of their unit, or of one above it. A unit is called as in the list of people.',
  },
  none: { zh: '还没有组织机构', en: 'There is no tree of units yet' },
  noneNext: {
    zh: '没有组织机构时，请上级审批的环节由办公室代为审批。',
    en: 'Until there is one, steps that ask a superior fall to the office.',
  },
  inForce: (version: number) => ({ zh: `现行第 ${version} 版`, en: `In force: version ${version}` }),
  basis: (text: string) => ({ zh: `依据：${text}`, en: `Basis: ${text}` }),
  first: { zh: '建立组织机构', en: 'Write the tree of units' },
  change: { zh: '修改组织机构', en: 'Change the units' },
  writeLead: {
    zh: '写明每个单位的上级单位、负责人和副职。提出后须由另一人确认。',
    en: 'Each unit with the one above it, its head and its deputy. Another person must confirm it.',
  },
  unit: { zh: '单位', en: 'Unit' },
  parent: { zh: '上级单位', en: 'Unit above' },
  head: { zh: '负责人', en: 'Head' },
  deputy: { zh: '副职', en: 'Deputy' },
  headIs: (who: string) => ({ zh: `负责人：${who}`, en: `Head: ${who}` }),
  deputyIs: (who: string) => ({ zh: `副职：${who}`, en: `Deputy: ${who}` }),
  left: { zh: '（已离任）', en: ' (has left)' },
  empty: { zh: '席位空缺', en: 'Seat empty' },
  changed: { zh: '有改动', en: 'Changed' },
  nth: (n: number) => ({ zh: `第 ${n} 个单位`, en: `Unit ${n}` }),
  remove: { zh: '移除', en: 'Remove' },
  removeNth: (n: number) => ({ zh: `移除第 ${n} 个单位`, en: `Remove unit ${n}` }),
  add: { zh: '增加单位', en: 'Add a unit' },
  propose: { zh: '提出', en: 'Propose' },
  cancel: { zh: '取消', en: 'Cancel' },
  proposed: { zh: '已提出，等待另一人确认。', en: 'Proposed; another person must confirm it.' },
  confirmTitle: { zh: '确认组织机构', en: 'Confirm the units' },
  confirmText: {
    zh: '此后开始的环节按它确定上级；已开始的环节不变。请核对上级关系和正副职。',
    en: 'Steps that open from now on find superiors by it; those that are open stay. Please look at who stands above whom.',
  },
  endTitle: { zh: '不采用这一版组织机构', en: 'Refuse these units' },
  endText: { zh: '现行组织机构不变。', en: 'What is in force stays.' },
});
