/** `tuojian user add PERSON`: somebody begins to work in a programme. */
import { Command } from 'commander';
import { streamOf } from '../../../domain/kernel/stream.ts';
import { withDatabase } from '../../connect.ts';
import { say } from '../../output.ts';
import type { Doing, Facts } from '../../user-checks.ts';
import { BASIS, BY, withFacts } from './options.ts';

type Options = Doing & Facts & { readonly programme: string; readonly samePerson?: boolean };

export const addCommand = withFacts(new Command('add').argument('<person>', 'id, like zhou-qiming'))
  .requiredOption('--programme <code>', 'the programme, for example QH')
  .requiredOption(...BASIS)
  .option(...BY)
  .option('--same-person', 'another programme knows them: what is known stays')
  .description('add a person to a programme')
  .action(async (id: string, options: Options) => {
    const { person } = await import('../../../api/schemas/programme.ts');
    const { faultsOf } = await import('../../../api/schemas/values.ts');
    const { programmesOf } = await import('../../../prisma/people/members.ts');
    const { findPeople } = await import('../../../prisma/people/people.ts');
    const { addPeople } = await import('../../../prisma/people/people-record.ts');
    const { recorderOf } = await import('../../../prisma/record/event-store.ts');
    const { programmeOfStream } = await import('../../../prisma/record/streams.ts');
    const { basisFaults, factsIn, mustBeFaultless } = await import('../../user-checks.ts');
    const { programme, by, basis } = options;
    await withDatabase(async (db) => {
      const known = (await findPeople(db, [id])).get(id);
      const keeps = options.samePerson === true && known !== undefined;
      const parsed = person.safeParse({ id, ...(keeps ? known : factsIn(options)) });
      const opened = await programmeOfStream(db, streamOf('programme', programme));
      const here = (await programmesOf(db, id)).includes(programme);
      mustBeFaultless([
        ...basisFaults(options),
        ...(opened === null
          ? [{ zh: `--programme 须为已建立的项目群；没有 ${programme}`, en: `--programme must be one that is there; there is no ${programme}` }]
          : []),
        ...(parsed.success ? [] : faultsOf(parsed.error)),
        ...(here
          ? [
              {
                zh: `${id} 已在 ${programme} 中，见 \`tuojian user change\``,
                en: `${id} belongs to ${programme} already; see \`tuojian user change\``,
              },
            ]
          : []),
        ...(parsed.success && known !== undefined && !keeps && !here
          ? [
              {
                zh: `${id} 已是 ${known.name}（${known.unit}）；请另取代码，或加 --same-person`,
                en: `${id} is ${known.name} (${known.unit}) already; choose another id, or say --same-person`,
              },
            ]
          : []),
      ]);
      if (parsed.success) await addPeople(db, recorderOf(db), programme, [parsed.data], { by, basis });
    });
    say(`${id} belongs to ${programme}.`);
  });
