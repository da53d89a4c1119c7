/**
 * A signature: drawn by hand, or a picture of one or of a seal. What is drawn, and whatever picture is chosen, leaves as a
 * small PNG without what a camera writes into it. Deliberately absent: whether one is asked for, and what it signs.
 */
import { Alert, Button, Group, Image, Input, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import SignaturePad from 'signature_pad';
import { useMarks, useSay, useWords } from '../app/locale.tsx';
import choose from './choose-file.module.css';
import type { KeptFile } from './sending.ts';
import classes from './signature.module.css';
import { type OnBusy, useSending } from './use-sending.ts';
import { PARTS_WORDS } from './words.ts';

type Props = {
  readonly label: string;
  readonly value: readonly KeptFile[];
  readonly onChange: (value: readonly KeptFile[]) => void;
  readonly error?: ReactNode;
  readonly onBusy: OnBusy;
  readonly path: string;
};
type Way = 'DRAW' | 'PICTURE';

/** Of the longer side: enough for a sheet, and no burden on a slow line. */
const MOST_PIXELS = 1_200;

export function SignatureField({ label, value, onChange, error, onBusy, path }: Props): ReactNode {
  const words = useWords(PARTS_WORDS);
  const say = useSay();
  const id = useId();
  const [way, setWay] = useState<Way>('DRAW');
  const [shown, setShown] = useState<string | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  // One alone: the next takes the place of the one before.
  const { underWay, begin, again, drop } = useSending({ value, onChange: (all) => onChange(all.slice(-1)), onBusy, path });
  useEffect(() => () => (shown === null ? undefined : URL.revokeObjectURL(shown)), [shown]);
  const take = (picture: Blob | null): void => {
    setUnreadable(picture === null);
    if (picture === null) return;
    for (const one of underWay) drop(one.id);
    setShown(URL.createObjectURL(picture));
    begin(new File([picture], `${words.signatureName}.png`, { type: 'image/png' }));
  };
  const clear = (): void => {
    for (const one of underWay) drop(one.id);
    setShown(null);
    onChange([]);
  };
  const [going] = underWay;
  const signed = value.length > 0 || going !== undefined;
  return (
    <Input.Wrapper id={id} label={label} description={words.signatureHow} error={error} required withAsterisk={false} labelElement="div">
      <Stack gap="xs" mt="xs">
        {signed ? (
          <Paper withBorder p="xs">
            {shown !== null && <Image src={shown} alt={words.signatureShown} className={classes.picture} fit="contain" />}
            <Text size="sm" c={going?.problem == null ? 'dimmed' : 'stop'} role={going?.problem == null ? undefined : 'alert'} aria-live="polite">
              {going === undefined
                ? words.signatureReady
                : going.problem === null
                  ? words.fileSending(words.signatureName, Math.round(going.part * 100))
                  : [say(going.problem.text), ...going.problem.faults.map(({ text }) => say(text))].join(' ')}
            </Text>
            <Group gap="xs" mt="xs">
              {going?.problem != null && (
                <Button variant="default" onClick={() => again(going.id)}>
                  {words.retry}
                </Button>
              )}
              <Button variant="default" onClick={clear}>
                {words.signatureAgain}
              </Button>
            </Group>
          </Paper>
        ) : (
          <>
            <SegmentedControl
              value={way}
              onChange={(next) => setWay(next === 'PICTURE' ? 'PICTURE' : 'DRAW')}
              data={[
                { value: 'DRAW', label: words.signatureDraw },
                { value: 'PICTURE', label: words.signaturePicture },
              ]}
              aria-label={label}
            />
            {unreadable && <Alert color="stop">{words.signatureUnreadable}</Alert>}
            {way === 'DRAW' ? <Pad onDone={take} path={path} /> : <Picture label={label} onDone={take} path={path} />}
          </>
        )}
      </Stack>
    </Input.Wrapper>
  );
}

type WayProps = { readonly onDone: (picture: Blob | null) => void; readonly path: string };

function Pad({ onDone, path }: WayProps): ReactNode {
  const words = useWords(PARTS_WORDS);
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const [empty, setEmpty] = useState(true);
  useEffect(() => {
    const place = canvas.current;
    if (place === null) return;
    // Dark on white in either theme: it is printed.
    const drawn = new SignaturePad(place, { penColor: '#111', backgroundColor: '#fff', minWidth: 1, maxWidth: 3 });
    pad.current = drawn;
    const note = (): void => setEmpty(drawn.isEmpty());
    drawn.addEventListener('endStroke', note);
    /** As many dots as the screen has; what is drawn already stays when a phone is turned. */
    const spread = (): void => {
      const strokes = drawn.toData();
      const ratio = Math.max(window.devicePixelRatio, 1);
      place.width = place.offsetWidth * ratio;
      place.height = place.offsetHeight * ratio;
      place.getContext('2d')?.scale(ratio, ratio);
      drawn.clear();
      drawn.fromData(strokes);
      note();
    };
    spread();
    window.addEventListener('resize', spread);
    return () => {
      window.removeEventListener('resize', spread);
      drawn.off();
    };
  }, []);
  return (
    <>
      <canvas ref={canvas} className={classes.pad} role="img" aria-label={words.signaturePad} />
      <Group gap="xs">
        <Button data-path={path} disabled={empty} onClick={() => canvas.current?.toBlob(onDone, 'image/png')}>
          {words.signatureUse}
        </Button>
        <Button
          variant="default"
          disabled={empty}
          onClick={() => {
            pad.current?.clear();
            setEmpty(true);
          }}
        >
          {words.signatureClear}
        </Button>
      </Group>
    </>
  );
}

function Picture({ label, onDone, path }: WayProps & { readonly label: string }): ReactNode {
  const words = useWords(PARTS_WORDS);
  const marks = useMarks();
  return (
    <label className={choose.choose}>
      {words.signatureChoose}
      <input
        type="file"
        accept="image/png,image/jpeg"
        className={choose.input}
        data-path={path}
        aria-label={`${label}${marks.colon}${words.signatureChoose}`}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = '';
          if (file !== undefined) void smaller(file).then(onDone, () => onDone(null));
        }}
      />
    </label>
  );
}

/** On white, no larger than needed, and nothing in it but its pixels. Error: it is no picture that the browser can open. */
async function smaller(file: Blob): Promise<Blob | null> {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, MOST_PIXELS / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}
