/** What a verification may find, in words of both languages. Deliberately absent: how it is found (verify.ts). */
import type { Text } from '../domain/kernel/values.ts';

const FAULTS = {
  EVENT_UNREADABLE: { zh: '事件内容无法读取', en: 'an event cannot be read' },
  EVENT_MOVED: { zh: '事件被移到别的案卷', en: 'an event stands in another stream than it says' },
  EVENT_MISSING: {
    zh: '事件序号不连续（缺失、插入或调换）',
    en: 'the numbers of a stream do not run on: an event is missing, was put in, or changed places',
  },
  CHAIN_BROKEN: { zh: '事件与前一事件的哈希不衔接', en: 'an event does not follow the one before it' },
  EVENT_CHANGED: { zh: '事件内容与其哈希不符', en: 'an event does not match its hash' },
  ROW_CHANGED: { zh: '表中的列与事件内容不符', en: 'a column beside the event says something else than the event' },
  STREAM_TWICE: { zh: '同一案卷出现两次', en: 'a stream comes twice' },
  LOG_ORDER: { zh: '事件在总日志中的次序颠倒', en: 'events stand in the log in another order than in their stream' },
  LOG_GAP: { zh: '总日志缺少一个位置', en: 'a place of the log is empty' },
  LOG_PLACE_TWICE: { zh: '总日志的一个位置被占用两次', en: 'a place of the log is taken twice' },
  LOG_CUT: {
    zh: '日志比已签名的检查点短（尾部被删或回退到旧备份）',
    en: 'the log is shorter than a signed checkpoint says: its end was cut off, or an older backup was put back',
  },
  ROOT_DIFFERS: { zh: '事件与已签名的检查点不符', en: 'the events are not those that a checkpoint was signed for' },
  NOT_INCLUDED: { zh: '事件不在检查点所签的日志里', en: 'an event is not in the log that the checkpoint was signed for' },
  NO_CHECKPOINT: { zh: '没有有效的检查点', en: 'there is no valid checkpoint' },
  CHECKPOINT_UNREADABLE: { zh: '检查点无法读取', en: 'a checkpoint cannot be read' },
  CHECKPOINT_OF_ANOTHER_LOG: { zh: '检查点属于另一个日志', en: 'a checkpoint belongs to another log' },
  CHECKPOINT_NOT_SIGNED: { zh: '检查点没有可信密钥的有效签名', en: 'a checkpoint has no valid signature of a key that can be believed' },
  CHECKPOINTS_FORK: { zh: '同一大小有两个不同的检查点（分叉）', en: 'two checkpoints of one size differ: the log was forked' },
  CHECKPOINT_TWICE: { zh: '同一检查点出现两次，缺了另一个', en: 'a checkpoint stands in the place of another one' },
  CHECKPOINT_MISSING: { zh: '别处保存的检查点在记录中不见了', en: 'a checkpoint that was kept elsewhere is missing in the record' },
  CHECKPOINT_TIMES: { zh: '检查点的时间倒退', en: 'a later checkpoint was signed earlier' },
  CHECKPOINT_NOT_CONSISTENT: { zh: '新检查点没有包含旧检查点的全部内容', en: 'a newer checkpoint does not begin with all that an older one covers' },
  CHECKPOINT_STALE: { zh: '最新检查点已过期，之后的事件无人签名', en: 'events have been without a signature for too long' },
  EVENT_WAITS: {
    zh: '事件超过五分钟未取得日志位置或签名（见 tuojian doctor 与 tuojian aside list）',
    en: 'an event has waited for more than five minutes for its place in the log or its signature (tuojian doctor, tuojian aside list)',
  },
  LOG_RESTART: { zh: '日志重启声明没有可信签名', en: 'a restart of the log is not signed' },
  KEY_ROTATION: { zh: '密钥更换没有可信签名', en: 'a change of keys is not signed' },
  DOCUMENT_CHANGED: { zh: '文件内容与其哈希不符', en: 'a document does not match its hash' },
  DOCUMENT_MISSING: { zh: '记录中有的文件不见了', en: 'a document that the record says was there is missing' },
  CASE_DIFFERS: { zh: '系统显示的案卷与事件不符', en: 'what the service shows of a case is not what its events give' },
  CASE_MISSING: { zh: '有事件而系统不显示的案卷', en: 'a case has events and the service does not show it' },
  CASE_WITHOUT_EVENTS: { zh: '系统显示的案卷没有事件', en: 'the service shows a case that has no events' },
  SEARCH_DIFFERS: {
    zh: '检索表与事件不符（tuojian rebuild --search --apply 可据事件重建）',
    en: 'the search does not hold an event as it is (tuojian rebuild --search --apply makes it anew from the events)',
  },
  ANSWERS_CHANGED: {
    zh: '问卷答卷与入库时不符',
    en: 'answers of a survey are not those that were handed in',
  },
  BUNDLE_FILE: { zh: '证据包文件缺失或损坏', en: 'a file of the bundle is missing or damaged' },
} as const satisfies Record<string, Text>;
export type FaultCode = keyof typeof FAULTS;

export type VerifyFault = {
  readonly code: FaultCode;
  /** `approval/QH-01.FSR@3`, `checkpoint 1200`, a hash. */
  readonly where: string;
  /** Place in the log, where it has one. */
  readonly index: number | null;
  readonly message: Text;
};

export const faultOf = (code: FaultCode, where: string, index: number | null = null): VerifyFault => ({ code, where, index, message: FAULTS[code] });

/** Reports stay short: after so many of one kind the rest is only counted. */
const MOST_OF_A_KIND = 20;

export class FaultList {
  readonly #faults: VerifyFault[] = [];
  readonly #counts = new Map<FaultCode, number>();

  add(code: FaultCode, where: string, index: number | null = null): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count <= MOST_OF_A_KIND) this.#faults.push(faultOf(code, where, index));
  }

  all(): readonly VerifyFault[] {
    return this.#faults;
  }

  /** The event named by the earliest fault of the log; null where no fault names one. */
  firstEvent(): string | null {
    const events = this.#faults.filter(({ where }) => /^[a-z]+\/[^@\s]+@\d+$/.test(where));
    const first = [...events].sort((a, b) => (a.index ?? Number.MAX_SAFE_INTEGER) - (b.index ?? Number.MAX_SAFE_INTEGER))[0];
    return first?.where ?? null;
  }
}
