import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toAppErrorData } from '#shared/errors';
import { describeError } from '../../app/describe-error';
import { appInfoQuery } from '../../app/data/queries';
import { useCommand } from '../../app/commands/registry';
import { bridge } from '../../bridge';
import { Banner, Button, Code, DescriptionList, showToast, Skeleton } from '../../ui';
import { Section } from './section';
import styles from './settings.module.css';

/** Opens a folder of Castellan's in the system's file manager. */
export function useOpenFolder(): (which: 'profile' | 'logs') => void {
  const { mutate } = useMutation({
    mutationFn: (which: 'profile' | 'logs') => bridge.call('app.openFolder', { which }),
    meta: { failure: 'The folder was not opened' },
  });
  return mutate;
}

/** Puts the report (versions, states, counts; no secret, no cluster name) on the clipboard. */
export function useCopyReport() {
  return useMutation({
    mutationFn: async () => {
      const { text } = await bridge.call('app.diagnostics', {});
      return bridge.call('app.copyText', { text });
    },
    onSuccess: () => showToast({ message: 'Report copied.' }),
    meta: { failure: 'The report was not copied' },
  });
}

/** The commands of this screen, which work from everywhere. */
export function DiagnosticsCommands() {
  const openFolder = useOpenFolder();
  const copyReport = useCopyReport();
  useCommand('folder.profile', () => openFolder('profile'));
  useCommand('folder.logs', () => openFolder('logs'));
  useCommand('diagnostics.copy', () => copyReport.mutate());
  return null;
}

export function DataSection() {
  const openFolder = useOpenFolder();
  const { data: info } = useQuery(appInfoQuery);
  return (
    <Section title="Data">
      <p className={styles.muted}>
        Keys, their history and the settings lie in this folder. Secrets in it are sealed with a key from the
        keychain.
      </p>
      <FolderRow path={info?.profileFolder} onOpen={() => openFolder('profile')} label="Open data folder" />
    </Section>
  );
}

export function DiagnosticsSection() {
  const openFolder = useOpenFolder();
  const copyReport = useCopyReport();
  const { data: info, error } = useQuery(appInfoQuery);
  return (
    <Section title="Diagnostics">
      {error !== null && <Banner tone="danger">{describeError(toAppErrorData(error))}</Banner>}
      {info === undefined ? (
        error === null && <Skeleton rows={4} label="Reading the versions" />
      ) : (
        <DescriptionList
          items={[
            { term: 'Castellan', value: info.version },
            { term: 'Electron', value: info.electron },
            { term: 'Chromium', value: info.chromium },
            { term: 'Node', value: info.node },
            { term: 'System', value: info.platform },
          ]}
        />
      )}
      <FolderRow path={info?.logFolder} onOpen={() => openFolder('logs')} label="Open log folder" />
      <div className={styles.row}>
        <Button busy={copyReport.isPending} onClick={() => copyReport.mutate()}>
          Copy report
        </Button>
        <span className={styles.muted}>Versions, states and counts; no secret and no name of a cluster.</span>
      </div>
    </Section>
  );
}

interface FolderRowProps {
  readonly path: string | undefined;
  readonly label: string;
  readonly onOpen: () => void;
}

function FolderRow({ path, label, onOpen }: FolderRowProps): ReactNode {
  return (
    <div className={styles.row}>
      <span className={styles.path}>
        <Code>{path ?? '…'}</Code>
      </span>
      <Button onClick={onOpen}>{label}</Button>
    </div>
  );
}
