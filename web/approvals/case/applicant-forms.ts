/**
 * Forms of an applicant's acts, where one of them is more than a few fields: by the act's name, one line each. What is not
 * here is asked field by field, as the API describes it (act-form.tsx).
 */
import type { ComponentType } from 'react';
import { ContentForm } from '../new/edit-forms.tsx';
import type { OwnFormProps } from './acts.ts';

export const OWN_FORMS: Readonly<Record<string, ComponentType<OwnFormProps>>> = { SAVE_DRAFT: ContentForm, RESUBMIT: ContentForm };
