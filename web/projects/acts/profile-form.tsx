/** Another content of the project: size, classes, money, kind. Only what differs is sent. */
import type { ReactNode } from 'react';
import { useWords } from '../../app/locale.tsx';
import { useFields } from '../../parts/form.tsx';
import { type BasisValues, basisFaults, basisOf, NO_BASIS } from './basis-fields.tsx';
import { type ActProps, ChangeForm } from './change-form.tsx';
import { changed } from './form-values.ts';
import { ProfileFields, type ProfileValues, profileFaults, profileField, profileOf, profileValues } from './profile-fields.tsx';
import { ACTS_WORDS } from './words.ts';

type Values = BasisValues & ProfileValues;

export function ProfileForm({ project, onClose }: ActProps): ReactNode {
  const words = useWords(ACTS_WORDS);
  const { profile } = project;
  const fields = useFields<Values>({
    initial: { ...NO_BASIS, ...profileValues(profile) },
    draft: `project.profile.${project.code}`,
    check: (values) => ({ ...basisFaults(values, project.today, words), ...profileFaults(values, words) }),
  });
  return (
    <ChangeForm
      project={project}
      act="ChangeProfile"
      fields={fields}
      means={words.profileMeans}
      fieldOf={(at) => profileField(at.replace(/^facts\./, ''))}
      onClose={onClose}
      bodyOf={(values) => ({ type: 'ChangeProfile', facts: changed(profileOf(values, profile), profile), ...basisOf(values) })}
    >
      <ProfileFields fields={fields} />
    </ChangeForm>
  );
}
