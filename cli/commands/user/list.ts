/** `tuojian user list`: people, with the programmes that know them. */
import { domainToUnicode } from 'node:url';
import { Command } from 'commander';
import { shownAddress } from '../../../domain/notice/address.ts';
import { withDatabase } from '../../connect.ts';
import { say, table } from '../../output.ts';

export const listCommand = new Command('list')
  .option('--programme <code>', 'of one programme')
  .description('list the people, with the programmes that know them')
  .action(async ({ programme }: { readonly programme?: string }) => {
    const { memberships } = await import('../../../prisma/people/members.ts');
    const { listPeople } = await import('../../../prisma/people/people.ts');
    await withDatabase(async (db) => {
      const members = await memberships(db, programme === undefined ? {} : { programme });
      const people = (await listPeople(db)).filter(({ id }) => programme === undefined || members.some(({ person }) => person === id));
      if (people.length === 0) say('Nobody yet. Import a programme first: npx tuojian import examples/qinghe');
      table(
        people.map(({ id, name, unit, email }) => {
          const where = members.filter(({ person }) => person === id).map((m) => (m.left ? `${m.programme} (left)` : m.programme));
          return [id, name, unit, shownAddress(email, domainToUnicode), where.join(', ')];
        }),
      );
    });
  });
