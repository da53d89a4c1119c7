/** The question of an address as a body holds it: sums are numbers there, and an order is no part of a question. */
import type { BodyOf } from '../../app/client.ts';
import type { SearchQuery } from '../paths.ts';

type Question = BodyOf<'/api/v1/audit/searches'>['query'];

export const bodyOf = ({ order: _, amountFrom, amountTo, ...query }: SearchQuery): Question =>
  ({
    ...query,
    ...(amountFrom === undefined ? {} : { amountFrom: Number(amountFrom) }),
    ...(amountTo === undefined ? {} : { amountTo: Number(amountTo) }),
  }) as Question; // text of the address; the API refuses what it does not know
