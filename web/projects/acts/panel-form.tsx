/** Who sits in the acceptance panel from now on. Deliberately absent: whom the rules exclude; the domain says so at its field. */
import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { reading } from '../../app/client.ts';
import { useMarks, useWords } from '../../app/locale.tsx';
import { useFields } from '../../parts/form.tsx';
import { usePersonName } from '../../parts/person.tsx';
import { useNamesIn } from '../project/facts.ts';
import { type BasisValues, basisFaults, basisOf, NO_BASIS } from './basis-fields.tsx';
import { type ActProps, ChangeForm } from './change-form.tsx';
import { ACTS_WORDS } from './words.ts';

type Values = BasisValues & { panel: string[] };

export function PanelForm({ project, onClose }: ActProps): ReactNode {
  const words = useWords(ACTS_WORDS);
  const marks = useMarks();
  const nameOf = usePersonName();
  const known = useNamesIn(project.people);
  const colleagues = useQuery(reading('/api/v1/programme/{id}/people', { path: { id: project.programme } })).data?.items ?? [];
  const fields = useFields<Values>({
    initial: { ...NO_BASIS, panel: [...project.panel] },
    draft: `project.panel.${project.code}`,
    check: (values) => ({ ...basisFaults(values, project.today, words), panel: values.panel.length === 0 ? words.panelMissing : null }),
  });
  const here = new Set(colleagues.map(({ id }) => id));
  const others = project.panel.filter((person) => !here.has(person)).map((person) => ({ value: person, label: known(person) }));
  const data = colleagues
    .filter(({ id }) => id !== project.manager)
    .map((person) => ({ value: person.id, label: person.unit === '' ? nameOf(person) : `${nameOf(person)}${marks.aside(person.unit)}` }));
  return (
    <ChangeForm
      project={project}
      act="ChangePanel"
      fields={fields}
      means={words.panelMeans}
      fieldOf={(at) => (at.startsWith('panel') ? 'panel' : at)}
      onClose={onClose}
      bodyOf={(values) => ({ type: 'ChangePanel', panel: values.panel, ...basisOf(values) })}
    >
      <MultiSelect
        label={words.panel}
        description={words.panelCount(fields.values.panel.length)}
        required
        searchable
        data={[...data, ...others]}
        {...fields.getInputProps('panel')}
      />
    </ChangeForm>
  );
}
