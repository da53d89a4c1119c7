/** What is listed of a project beside its own state: its approvals, documents, mails, people. Deliberately absent: how they are read (prisma/cases/project-lists.ts). */
import type { IsoDate, IsoInstant, Text } from '../kernel/values.ts';

export type ProjectApproval = {
  readonly id: string;
  readonly title: Text;
  readonly status: string;
  readonly light: string | null;
  readonly matterName: Text;
  readonly amountFen: number | null;
  readonly applicant: string;
  readonly step: Text | null;
  readonly asked: readonly string[];
  readonly dueOn: IsoDate | null;
  readonly receivedOn: IsoDate | null;
};

/** A document that a case of the project refers to; its bytes are read through that case. */
export type ProjectFile = {
  readonly stream: string;
  readonly of: Text;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly uploadedAt: IsoInstant;
};

export type ProjectMail = {
  readonly id: string;
  readonly stream: string;
  readonly of: Text;
  readonly template: string;
  readonly recipient: string;
  readonly status: string;
  readonly createdAt: IsoInstant;
  readonly sentAt: IsoInstant | null;
};

/** Who was asked in its approvals, and how often; and who applied. */
export type ProjectPerson = { readonly person: string; readonly applied: number; readonly answered: number; readonly waits: number };
