import type { AppErrorCode } from '#shared/errors';
import { Banner, Button } from '../../ui';
import type { Editing } from './use-editing';

interface EditorNoticesProps<Spec> {
  readonly refusal: string | null;
  readonly editing: Editing<Spec>;
}

/** Why nothing can be sent, or why the last try failed. What was typed stays. */
export function EditorNotices<Spec>({ refusal, editing }: EditorNoticesProps<Spec>) {
  const { submit, opened } = editing;
  const failure = submit.state.step === 'editing' ? submit.state.failure : null;
  return (
    <>
      {refusal !== null && (
        <Banner flush tone="warn" title="This key cannot be saved now.">
          {refusal} What you type here is kept while the editor is open.
        </Banner>
      )}
      {failure !== null && (
        <Banner
          flush
          tone="danger"
          title={failure.message}
          action={opened === null ? undefined : <NewInstead code={failure.code} editing={editing} />}
        >
          {failure.remedy} Nothing typed here is lost.
        </Banner>
      )}
    </>
  );
}

/** A key that cannot be changed any more, or by this cluster, can become another one. */
function NewInstead<Spec>({
  code,
  editing,
}: {
  readonly code: AppErrorCode;
  readonly editing: Editing<Spec>;
}) {
  switch (code) {
    case 'KEY_GONE':
      return (
        <Button size="small" onClick={editing.copyToNew}>
          Make it a new key
        </Button>
      );
    case 'NOT_OFFERED':
      return (
        <Button size="small" onClick={editing.replaceByNew}>
          Create a new key instead
        </Button>
      );
    default:
      return null;
  }
}
