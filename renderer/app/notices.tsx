import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { bridge } from '../bridge';
import { Banner } from '../ui';
import { noticesQuery } from './data/queries';
import styles from './frame.module.css';

/** What went wrong before the window was there, or stays true while it is open. */
export function Notices() {
  const client = useQueryClient();
  const { data: notices = [] } = useQuery(noticesQuery);
  const { mutate: dismiss } = useMutation({
    mutationFn: (id: string) => bridge.call('app.dismissNotice', { id }),
    onMutate: (id) =>
      client.setQueryData(noticesQuery.queryKey, (before) => before?.filter((notice) => notice.id !== id)),
    onError: () => client.invalidateQueries({ queryKey: noticesQuery.queryKey }),
    meta: { failure: 'The notice was not dismissed' },
  });
  if (notices.length === 0) return null;
  return (
    <div className={styles.notices}>
      {notices.map(({ id, severity, message, remedy }) => (
        <Banner key={id} flush tone={severity === 'error' ? 'danger' : 'warn'} onDismiss={() => dismiss(id)}>
          {message} {remedy}
        </Banner>
      ))}
    </div>
  );
}
