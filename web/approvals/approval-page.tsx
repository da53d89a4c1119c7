/** One approval. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { reading } from '../app/client.ts';
import { useSay } from '../app/locale.tsx';
import { Light } from '../parts/light.tsx';
import { Page } from '../parts/page.tsx';
import { Asked } from '../parts/states.tsx';

const route = getRouteApi('/approvals/$id');

export function ApprovalPage(): ReactNode {
  const { id } = route.useParams();
  const say = useSay();
  const found = useQuery(reading('/api/v1/approval/{id}', { path: { id } }));
  return (
    <Page title={found.data === undefined ? id : say(found.data.title)} beside={<Light light={found.data?.light ?? null} />}>
      <Asked query={found}>{({ status }) => status}</Asked>
    </Page>
  );
}
