/** How the way of a plan is shown, and what its events hold for searches. */
import { fileRef } from '../kernel/file-ref.ts';
import { day, flag, oneOf, optional, plain, record, table } from '../kernel/shape.ts';
import { listOf } from '../kernel/view.ts';
import { MEETINGS, OPINION_ANSWERS, REVIEW_KINDS } from './chain.ts';

const files = optional(listOf(fileRef));
export const publicationShown = record({ where: plain, on: day, until: day, files });

/** Beside what a plan says. */
export const chainShown = {
  consultations: listOf(record({ unit: plain, opinion: plain, on: day, answer: optional(oneOf(OPINION_ANSWERS)), why: optional(plain), files })),
  reviews: table(plain, flag),
  reviewed: optional(table(plain, record({ review: oneOf(REVIEW_KINDS), passed: flag, on: day, files }))),
  meetings: optional(table(plain, record({ meeting: oneOf(MEETINGS), number: plain, on: day, decisions: plain, files }))),
};

const FILE = { title: 'text', sha256: 'file' } as const;
export const OPINION_FACTS = { unit: 'text', opinion: 'text', on: 'code', answer: 'code', why: 'text', files: FILE } as const;
export const REVIEW_FACTS = { review: 'code', on: 'code', files: FILE } as const;
export const MEETING_FACTS = { meeting: 'code', number: 'document', on: 'code', decisions: 'text', files: FILE } as const;
export const PUBLICATION_FACTS = { where: 'text', on: 'code', until: 'code', files: FILE } as const;
