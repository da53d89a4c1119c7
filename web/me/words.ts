import { MAIL_WISH_WORDS, TOPIC_WORDS } from '../../domain/words/topics.ts';
import { sentences } from '../app/words.ts';

export const ME_WORDS = sentences({
  title: { zh: '我的', en: 'Me' },
  language: { zh: '语言', en: 'Language' },
  colours: { zh: '外观', en: 'Appearance' },
  rolesIn: { zh: '我的角色', en: 'My roles' },
  noRoles: { zh: '您还没有角色', en: 'You hold no role yet' },
  noRolesNext: { zh: '请联系领导小组办公室为您指定角色。', en: 'Ask the programme office to give you one.' },
  save: { zh: '保存', en: 'Save' },
  saved: { zh: '已保存。', en: 'Saved.' },
});

export const SIGN_IN_WORDS = sentences({
  signIns: { zh: '我的登录', en: 'My sign-ins' },
  signInsLead: { zh: '有不是您本人的登录，请立即结束。', en: 'End at once whatever is not yours.' },
  noneOpen: { zh: '没有有效的登录。', en: 'None is open.' },
  keys: { zh: '程序密钥', en: 'Keys for programs' },
  keysLead: {
    zh: '供程序以您的名义访问。密钥只在新建时显示一次。',
    en: 'A program acts in your name by one. It is shown once, when it is made.',
  },
  noKeys: { zh: '还没有程序密钥。', en: 'There is no key yet.' },
  here: { zh: '当前登录', en: 'This one' },
  name: { zh: '名称', en: 'Name' },
  what: { zh: '方式', en: 'Kind' },
  scope: { zh: '权限范围', en: 'Scope' },
  since: { zh: '开始', en: 'Since' },
  until: { zh: '有效期至', en: 'Until' },
  firstUsed: { zh: '首次使用', en: 'First used' },
  neverUsed: { zh: '未使用', en: 'Not used' },
  acts: { zh: '操作', en: 'Acts' },
  end: { zh: '结束', en: 'End' },
  endNamed: (name: string) => ({ zh: `结束“${name}”`, en: `End “${name}”` }),
  endTitle: { zh: '结束后立即失效？', en: 'End it at once?' },
  endsHere: {
    zh: '这是您当前的登录。结束后您需要重新登录。',
    en: 'This is the sign-in that you use now. You will have to sign in again.',
  },
  ends: (name: string) => ({
    zh: `“${name}”将立即失效，不能恢复。`,
    en: `“${name}” stops working at once, and cannot be brought back.`,
  }),
  ended: { zh: '已结束。', en: 'Ended.' },
  newKey: { zh: '新建密钥', en: 'Make a key' },
  keyName: { zh: '用于什么程序', en: 'For which program' },
  keyNameMissing: { zh: '请填写用于什么程序。', en: 'Say for which program it is.' },
  days: { zh: '有效天数（1–366）', en: 'Days until it expires (1–366)' },
  daysWrong: { zh: '请填写 1 至 366 之间的整数。', en: 'Give whole days, 1 to 366.' },
  keyMade: { zh: '密钥已建立', en: 'The key is made' },
  keyMadeLead: {
    zh: '请立即复制并妥善保存，关闭后不再显示。',
    en: 'Copy it now and keep it safe: it is not shown again once this is closed.',
  },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
  close: { zh: '已保存，关闭', en: 'I have kept it; close' },
  kindSESSION: { zh: '浏览器', en: 'Browser' },
  kindKEY: { zh: '程序密钥', en: 'Key' },
  kindTOKEN: { zh: '命令行登录', en: 'Command line' },
  kindAS: { zh: '他人代为登录', en: 'As you, by another' },
  scopeREAD: { zh: '只读', en: 'Read only' },
  scopeAUDIT: { zh: '审计', en: 'Audit' },
  scopeACT: { zh: '读取和办理', en: 'Read and act' },
});

export const WISH_WORDS = sentences({
  title: { zh: '通知', en: 'Notices' },
  lead: {
    zh: '交由您办理的事项即时通知，免打扰时段留到早晨；预警最晚列入每日汇总；涉及权限和登录的通知不能关闭。',
    en: 'What you are asked to do comes at once, in quiet hours by morning; a warning waits for the overview at most; what concerns roles and sign-ins cannot be switched off.',
  },
  mail: (topic: string) => ({ zh: `邮件：${topic}`, en: `Mail: ${topic}` }),
  chat: (topic: string) => ({ zh: `群聊卡片：${topic}`, en: `Cards in a group chat: ${topic}` }),
  ...TOPIC_WORDS,
  ...MAIL_WISH_WORDS,
  work: { zh: '在已绑定的钉钉、企业微信或飞书中通知我', en: 'Messages in the DingTalk, WeCom or Feishu that I have bound' },
  workHint: {
    zh: '只限交由您办理的事项；邮件照常发送，办结后消息会撤回或标明。',
    en: 'What you are asked to do, and nothing else. Mails go on; a message is taken back or marked when it is done with.',
  },
  digest: { zh: '每个工作日发送汇总', en: 'An overview on each working day' },
  quiet: { zh: '免打扰时段（北京时间）', en: 'Quiet hours (Asia/Shanghai)' },
  from: { zh: '开始', en: 'From' },
  to: { zh: '结束', en: 'To' },
  restDays: { zh: '休息日也不发邮件', en: 'No mail on days off either' },
  timeWrong: { zh: '请填写时间，如 21:00。', en: 'Give a time of day, such as 21:00.' },
});

export const PRESET_WORDS = sentences({
  title: { zh: '常用语', en: 'Phrases for opinions' },
  lead: {
    zh: '填写意见时可选用，不代表任何决定。',
    en: 'They are offered where an opinion is written, and decide nothing.',
  },
  shipped: { zh: '现为系统自带的常用语；修改并保存后即为您自己的。', en: 'These come with the service; change and save them to make them yours.' },
  phrase: (number: number) => ({ zh: `常用语 ${number}`, en: `Phrase ${number}` }),
  beside: (number: number) => ({ zh: `用于（${number}）`, en: `Offered with (${number})` }),
  any: { zh: '任何意见', en: 'Any answer' },
  add: { zh: '添加', en: 'Add a phrase' },
  remove: { zh: '删除', en: 'Remove' },
  removeNumber: (number: number) => ({ zh: `删除常用语 ${number}`, en: `Remove phrase ${number}` }),
  restore: { zh: '恢复系统自带的', en: 'Back to those shipped' },
  textMissing: { zh: '请填写内容，或删除此行。', en: 'Write it, or remove the row.' },
});
