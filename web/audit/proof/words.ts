/** Sentences of the proof of an event. */
import { sentences } from '../../app/words.ts';

export const PROOF_WORDS = sentences({
  title: { zh: '一条记录的证明', en: 'Proof of an event' },
  lead: {
    zh: '以下每一步都在您打开本页时由服务器当场核对。若不信任本服务器，每一步都可以在另一台电脑上重做。',
    en: 'The server checked each step below when you opened this page. If you do not trust this server, each step can be repeated on another computer.',
  },
  which: { zh: '请先在审计检索中选一条记录', en: 'Choose an event in the audit search first' },
  whichNext: { zh: '每条结果旁边都有“证明”。', en: 'Each result has “Proof” beside it.' },
  toSearch: { zh: '去检索', en: 'To the search' },
  again: { zh: '重新核对', en: 'Check again' },
  what: { zh: '记录', en: 'The event' },
  HOLDS: { zh: '相符', en: 'holds' },
  FAILS: { zh: '不符', en: 'does not hold' },
  WAITS: { zh: '尚待', en: 'not yet' },
  UNKNOWN: { zh: '此处无法核对', en: 'cannot be checked here' },
  allHold: { zh: '全部相符：这条记录自签署以来未被改动。', en: 'Everything holds: this event has not been changed since it was signed.' },
  notAll: {
    zh: '没有不符之处；还有步骤尚待完成，或须由掌握公钥、外部副本的人核对。',
    en: 'Nothing contradicts it; some steps are still to come, or are for whoever holds the key or the copy outside.',
  },
  broken: {
    zh: '有步骤不符：请立即告知审计人员和系统管理员，并在另一台电脑上核对证据包。',
    en: 'A step does not hold: tell the auditors and the administrator at once, and check an evidence bundle on another computer.',
  },
  EVENT: { zh: '记录本身', en: 'The event itself' },
  EVENTtold: {
    zh: '把前一条的哈希、换行和这条记录的全文合在一起，算出 SHA-256，与登记的哈希比较。',
    en: 'SHA-256 over the hash before it, a line feed and the full text of this event, compared with the hash on record.',
  },
  CHAIN: { zh: '案卷的链条', en: 'The chain of its case' },
  CHAINtold: (from: number, to: number) => ({
    zh: `从第 ${from} 条到第 ${to} 条，每一条都写明前一条的哈希；改动、删除或插入任何一条，后面都会断开。`,
    en: `From event ${from} to event ${to} each names the hash of the one before; whoever changes, removes or adds one breaks all that follow.`,
  }),
  PLACE: { zh: '在总账中的位置', en: 'Its place in the log' },
  PLACEtold: (index: number) => ({
    zh: `全部记录按收录顺序排列，这是第 ${index + 1} 条。`,
    en: `All events stand in one order; this is number ${index + 1}.`,
  }),
  PLACEwaits: { zh: '刚刚记录，几秒内收录。', en: 'Recorded just now; it is taken in within seconds.' },
  TREE: { zh: '总账的树根', en: 'The root of the tree' },
  TREEtold: (size: number, n: number) => ({
    zh: `全部 ${size} 条记录组成一棵哈希树；由这条记录和 ${n} 个相邻哈希算出的树根，与签署的树根比较。`,
    en: `All ${size} events form one tree of hashes; the root worked out from this event and ${n} neighbouring hashes is compared with the one that was signed.`,
  }),
  TREEwaits: { zh: '还没有签署到这条记录，通常在一分钟内。', en: 'No signature covers this event yet; usually within a minute.' },
  SIGNATURE: { zh: '签名', en: 'The signature' },
  SIGNATUREtold: (origin: string, at: string) => ({
    zh: `总账“${origin}”的密钥于${at}签署了这个树根；密钥不在数据库中。`,
    en: `The key of the log “${origin}” signed this root on ${at}; the key does not lie in the database.`,
  }),
  OUTSIDE: { zh: '外部副本', en: 'The copy outside' },
  OUTSIDEtold: (size: number, at: string) => ({
    zh: `数据库之外保存的检查点（${size} 条，${at}）也包含这条记录，树根一致。`,
    en: `A checkpoint kept outside the database (${size} events, ${at}) covers this event with the same root.`,
  }),
  OUTSIDEunknown: {
    zh: '这台服务器上没有外部副本文件；请向保存检查点邮件或文件的人索取。',
    en: 'The file kept outside is not on this server; ask whoever keeps the checkpoints (mailbox or file).',
  },
  repeat: { zh: '在另一台电脑上重做', en: 'Repeat it on another computer' },
  repeatTold: {
    zh: '在服务器上运行第一条命令得到证据包，把文件夹带到另一台电脑，用您自己保存的公钥和检查点运行第二条。也可以按 docs/audit-bundle.md 另写核对程序。',
    en: 'Run the first command at the server for an evidence bundle, take the folder elsewhere, and run the second with the key and checkpoints that you keep yourself. Or write a verifier of your own by docs/audit-bundle.md.',
  },
  body: { zh: '被哈希的原文', en: 'The text that was hashed' },
  details: { zh: '全部数值', en: 'All values' },
  download: { zh: '下载这份证明（JSON）', en: 'Download this proof (JSON)' },
  checkedAt: (at: string) => ({ zh: `${at}核对`, en: `Checked on ${at}` }),
});
