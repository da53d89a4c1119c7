/**
 * Schemas of what readers are shown of a case, made from its view (domain/case-views.ts): whatever is no field there does
 * not leave the service. Deliberately absent: any field.
 */
import { z } from 'zod';
import { CASE_VIEWS } from '../../domain/case-views.ts';
import type { CaseKind } from '../../domain/cases.ts';
import type { Fields, Shape } from '../../domain/kernel/shape.ts';
import { assertNever } from '../../domain/kernel/values.ts';

/** As it is told, and not as it is asked for: what stands in the record is shown, however long it is. */
function told(shape: Shape): z.ZodType {
  switch (shape.is) {
    case 'plain':
    case 'text':
    case 'line':
    case 'code':
    case 'day':
    case 'month':
    case 'sha256':
      return z.string();
    case 'fen':
    case 'count':
    case 'whole':
      return z.int();
    case 'number':
      return z.number();
    case 'flag':
      return z.boolean();
    case 'oneOf':
      return z.enum(shape.of);
    case 'nullable':
      return told(shape.of).nullable();
    case 'list':
      return z.array(told(shape.of));
    case 'record':
      return z.object(toldFields(shape.of));
    case 'table':
      return z.record(z.string(), told(shape.of));
    case 'data':
      return z.looseObject({});
    default:
      return assertNever(shape);
  }
}

export const toldFields = (fields: Fields): Readonly<Record<string, z.ZodType>> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.is === 'optional' ? told(field.of).exactOptional() : told(field)]));

const nameOf = (kind: CaseKind): string => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}View`;

export const caseViewSchema = (kind: CaseKind): z.ZodObject => z.object(toldFields(CASE_VIEWS[kind].fields)).meta({ id: nameOf(kind) });
