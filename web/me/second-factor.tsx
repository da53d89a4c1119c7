/** A password with a second factor, where the county has them: chosen, set up, taken off. Deliberately absent: signing in by them (web/app). */
import { Badge, Button, Card, Group, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useAct } from '../app/acting.ts';
import { type AnswerOf, reading } from '../app/client.ts';
import { useWords } from '../app/locale.tsx';
import { DialogForm, useFields } from '../parts/form.tsx';
import { useTell } from '../parts/tell.tsx';
import { AskPassword } from './ask-password.tsx';
import { NewFactor } from './new-factor.tsx';
import { told } from './told.ts';
import { ACCOUNT_WORDS } from './words.ts';

type Standing = AnswerOf<'/api/v1/me/second-factor'>;
type Open = 'PASSWORD' | 'FACTOR' | 'REMOVE' | null;

export function SecondFactor(): ReactNode {
  const standing = useQuery(reading('/api/v1/me/second-factor')).data;
  return standing?.offered === true ? <FactorCard standing={standing} /> : null;
}

function FactorCard({ standing }: { readonly standing: Standing }): ReactNode {
  const words = useWords(ACCOUNT_WORDS);
  const [open, setOpen] = useState<Open>(null);
  const { password, secondFactor } = standing;
  const close = (): void => setOpen(null);
  return (
    <Card withBorder component="section">
      <Title order={2}>{words.passwordTitle}</Title>
      <Text c="dimmed" mb="sm">
        {words.passwordLead}
      </Text>
      <Stack>
        <Group justify="space-between">
          <Text>
            {words.password}{' '}
            <Badge variant="outline" tt="none">
              {password ? words.isSet : words.notSet}
            </Badge>
          </Text>
          <Button variant="default" onClick={() => setOpen('PASSWORD')}>
            {password ? words.changePassword : words.choosePassword}
          </Button>
        </Group>
        <Group justify="space-between">
          <Text>
            {words.factor}{' '}
            <Badge variant="outline" tt="none">
              {secondFactor ? words.isSet : words.notSet}
            </Badge>
          </Text>
          {secondFactor ? (
            <Button variant="default" onClick={() => setOpen('REMOVE')}>
              {words.removeFactor}
            </Button>
          ) : (
            <Button variant="default" disabled={!password} onClick={() => setOpen('FACTOR')}>
              {words.addFactor}
            </Button>
          )}
        </Group>
        {!password && (
          <Text size="sm" c="dimmed">
            {words.passwordFirst}
          </Text>
        )}
      </Stack>
      {open === 'PASSWORD' && <ChoosePassword has={password} onClose={close} />}
      {open === 'FACTOR' && <NewFactor onClose={close} />}
      {open === 'REMOVE' && <RemoveFactor onClose={close} />}
    </Card>
  );
}

const LEAST = 12;

function ChoosePassword({ has, onClose }: { readonly has: boolean; readonly onClose: () => void }): ReactNode {
  const words = useWords(ACCOUNT_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/me/password', {
    onDone() {
      tell.done(words.passwordKept);
      onClose();
    },
  });
  const fields = useFields({
    initial: { current: '', password: '', again: '' },
    check: ({ password, again }) => ({
      password: [...password].length < LEAST ? words.passwordShort(LEAST) : null,
      again: again === password ? null : words.passwordDiffers,
    }),
  });
  const seen = { visibilityToggleButtonProps: { 'aria-label': words.showPassword } } as const;
  return (
    <DialogForm
      title={has ? words.changePassword : words.choosePassword}
      opened
      onCancel={onClose}
      fields={fields}
      problem={told(act.error)}
      busy={act.isPending}
      submit={words.keepPassword}
      onSubmit={({ current, password }) => act.mutate({ body: { password, current: has ? current : null } })}
    >
      {has && <PasswordInput label={words.currentPassword} required autoComplete="current-password" {...seen} {...fields.getInputProps('current')} />}
      <PasswordInput
        label={words.newPassword}
        description={words.passwordHint(LEAST)}
        required
        autoComplete="new-password"
        {...seen}
        {...fields.getInputProps('password')}
      />
      <PasswordInput label={words.newPasswordAgain} required autoComplete="new-password" {...seen} {...fields.getInputProps('again')} />
    </DialogForm>
  );
}

function RemoveFactor({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords(ACCOUNT_WORDS);
  const tell = useTell();
  const act = useAct('/api/v1/me/second-factor/remove', {
    onDone() {
      tell.done(words.factorRemoved);
      onClose();
    },
  });
  return (
    <AskPassword
      title={words.removeFactor}
      lead={words.removeConsequence}
      submit={words.removeFactor}
      problem={act.error}
      busy={act.isPending}
      onClose={onClose}
      onPassword={(password) => act.mutate({ body: { password } })}
    />
  );
}
