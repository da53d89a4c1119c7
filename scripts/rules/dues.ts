/** The gates of what runs out: the clock tells it on its day, and nobody else does. */
import type { Gate } from './gate.ts';
import { clock, manager, PlayedCase, system } from './played-case.ts';
import { stageBase } from './samples.ts';

const UNTIL = '2026-12-31';
/** Three carers whose health certificates end on one day; `now`: the day of the try. */
function held(now: string) {
  const refs = ['a', 'b', 'c'];
  const played = new PlayedCase('training', '2026-03-02T02:00:00.000Z')
    .must({ type: 'Open', ...stageBase({}) }, system)
    .must({ type: 'EnrolTrainees', batch: '1', trainees: refs.map((ref) => ({ ref, post: 'CARER' as const })) })
    .must({
      type: 'RecordCertificates',
      certificates: refs.map((ref) => ({ ref, certificate: ref, healthCertificateUntil: UNTIL, noCrimeCheckedOn: '2026-01-05' })),
    });
  played.now = `${now}T02:00:00.000Z`;
  return played;
}
const tells = { type: 'TellDue', due: `HEALTH_CERTIFICATES@${UNTIL}`, when: 'SOON' } as const;
const told = (played: ReturnType<typeof held>): string[] => played.events.filter(({ type }) => type === 'DueTold').map(() => 'DUE_TOLD');

export const DUES_GATES: readonly Gate[] = [
  {
    key: 'training.certificates.due',
    stage: 'TRAINING',
    name: { zh: '健康证到期提醒', en: 'health certificates that end' },
    rule: {
      zh: '健康证到期前和到期后由系统提醒一次；更新后不再提醒旧日期。',
      en: 'The clock tells of a health certificate once before and once after its day; a renewed one no more of the old day.',
    },
    document: '卫生部、教育部令第76号 第十四条',
    rows: ['DUES.healthWarnDays', 'DUES.warnDays'],
    tries: [
      {
        what: { zh: '到期前 45 日由系统提醒', en: 'told by the clock, 45 days before' },
        must: 'FOUND',
        code: 'DUE_TOLD',
        play: () => {
          const played = held('2026-11-16');
          const { refused } = played.send(tells, clock);
          return { refused, findings: told(played) };
        },
      },
      {
        what: { zh: '更新后不再提醒', en: 'renewed: nobody is told of the old day' },
        must: 'TAKEN',
        play: () => {
          const refs = ['a', 'b', 'c'];
          const played = held('2026-11-16').must({
            type: 'RecordCertificates',
            certificates: refs.map((ref) => ({ ref, certificate: ref, healthCertificateUntil: '2027-11-10', noCrimeCheckedOn: '2026-01-05' })),
          });
          const { refused } = played.send(tells, clock);
          return { refused, findings: told(played) };
        },
      },
      { what: { zh: '由负责人提醒', en: 'by a person' }, must: 'REFUSED', code: 'SYSTEM_ONLY', play: () => held('2026-11-16').send(tells, manager) },
    ],
  },
];
