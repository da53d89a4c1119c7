/** Which errors are answers, and which are only weather. Everything not named here is retried. */
import { ApplicationFailure } from '@temporalio/common';
import { PapersMissing } from '../domain/approval/papers.ts';
import { NobodyFound, PersonUnknown } from '../domain/approval/seating.ts';
import { UnitsUnfit } from '../domain/approval/units.ts';
import { UnknownYear } from '../domain/calendar/calendar.ts';
import { PeriodTooShort } from '../domain/calendar/period.ts';
import { CommandIdTaken, StreamConflict, TextNotKept } from '../domain/kernel/record.ts';
import type { RecorderFailure } from '../domain/kernel/rejection.ts';
import { CodeTaken } from '../domain/project/code-taken.ts';
import { CannotLeave, UnknownRoute } from '../domain/world/blanks.ts';

export function asFailure(error: unknown): unknown {
  const permanent = (type: RecorderFailure, message: string, ...details: readonly unknown[]) =>
    ApplicationFailure.nonRetryable(message, type, ...details);
  if (error instanceof UnknownYear) return permanent('CALENDAR_YEAR_UNKNOWN', error.message);
  if (error instanceof NobodyFound) return permanent('NOBODY_FOUND', error.message);
  if (error instanceof PersonUnknown) return permanent('PERSON_UNKNOWN', error.message, error.faults);
  if (error instanceof UnitsUnfit) return permanent('UNITS_UNFIT', error.message);
  if (error instanceof PeriodTooShort) return permanent('PERIOD_TOO_SHORT', error.message);
  if (error instanceof CannotLeave) return permanent('CANNOT_LEAVE', error.message, error.faults);
  if (error instanceof PapersMissing) return permanent('PAPERS_MISSING', error.message, error.faults);
  if (error instanceof UnknownRoute) return permanent('ROUTE_UNKNOWN', error.message);
  if (error instanceof CodeTaken) return permanent('CODE_TAKEN', error.message);
  if (error instanceof StreamConflict) return permanent('STREAM_CONFLICT', error.message);
  if (error instanceof CommandIdTaken) return permanent('COMMAND_ID_TAKEN', error.message);
  if (error instanceof TextNotKept) return permanent('TEXT_NOT_KEPT', error.message);
  return error;
}
