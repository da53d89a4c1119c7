/** `tuojian user tokens [PERSON]`: sign-ins by their short ids. */
import { Command } from 'commander';
import { minuteAt } from '../../../domain/kernel/days.ts';
import type { SignInView } from '../../../domain/views.ts';
import { withDatabase } from '../../connect.ts';
import { table } from '../../output.ts';

export const tokensCommand = new Command('tokens')
  .argument('[person]', 'id of the person; without one: of everybody')
  .description('list sign-ins by their short ids')
  .action(async (person: string | undefined) => {
    const { listSignIns } = await import('../../../prisma/people/people-record.ts');
    const { mustBeFaultless, unknownFaults } = await import('../../user-checks.ts');
    const signIns = await withDatabase(async (db) => {
      if (person !== undefined) mustBeFaultless(await unknownFaults(db, person));
      return listSignIns(db, person === undefined ? null : [person]);
    });
    table(
      signIns.map((signIn) => {
        const { id, createdAt, firstUsedAt, issuedBy } = signIn;
        const issued = `issued ${minuteAt(createdAt)}${issuedBy === '' ? '' : ` by ${issuedBy}`}`;
        return [id, signIn.person, signIn.kind, signIn.how ?? signIn.scope ?? '', stateOf(signIn), issued, firstUsedAt === null ? 'never used' : ''];
      }),
    );
  });

const stateOf = ({ revokedAt, expiresAt }: SignInView): string =>
  revokedAt !== null ? `revoked ${minuteAt(revokedAt)}` : `${expiresAt <= new Date().toISOString() ? 'expired' : 'until'} ${minuteAt(expiresAt)}`;
