/** What the pages of the audit are called; in the first script, since the navigation shows them. */
import { sentences } from '../app/words.ts';

export const AUDIT_WORDS = sentences({
  title: { zh: '审计检索', en: 'Audit search' },
  findings: { zh: '审计发现', en: 'Findings' },
  asOf: { zh: '某日状况', en: 'As of a day' },
  story: { zh: '经过', en: 'Story' },
  compare: { zh: '项目比较', en: 'Compare projects' },
  exports: { zh: '导出与证据包', en: 'Exports and bundles' },
  noted: { zh: '您在此查看的内容会记入审计日志。', en: 'What you look at here is noted in the audit journal.' },
});
