import { act, cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  CopyableCode,
  CopyProvider,
  ErrorState,
  errorDetails,
  ProgressBar,
  RelativeTime,
  showToast,
  SummaryText,
  ToastRegion,
  TooltipProvider,
} from '../../../../renderer/ui';

afterEach(cleanup);

const FAILURE = {
  code: 'UNREACHABLE',
  message: 'Cannot reach shop-prod: connection refused.',
  remedy: 'Check the address.',
  details: { host: '127.0.0.1', attempt: 2 },
} as const;

describe('ErrorState', () => {
  it('says what, why and what next, and copies the details', async () => {
    const copy = vi.fn();
    const onRetry = vi.fn();
    render(
      <CopyProvider copy={copy}>
        <ErrorState title="The keys cannot be shown" error={FAILURE} onRetry={onRetry} />
      </CopyProvider>,
    );
    expect(screen.getByRole('alert').textContent).toContain(
      'The keys cannot be shownCannot reach shop-prod: connection refused.Check the address.',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledOnce();
    await userEvent.click(screen.getByRole('button', { name: 'Copy details' }));
    expect(copy).toHaveBeenCalledExactlyOnceWith(errorDetails('The keys cannot be shown', FAILURE));
  });

  it('offers no copy where there is no clipboard', () => {
    render(<ErrorState title="The keys cannot be shown" error={FAILURE} />);
    expect(screen.queryByRole('button')).toBeNull();
  });
});

it('writes the details of a failure line by line', () => {
  expect(errorDetails('The keys cannot be shown', FAILURE).split('\n')).toEqual([
    'The keys cannot be shown',
    'UNREACHABLE: Cannot reach shop-prod: connection refused.',
    'Check the address.',
    'host: 127.0.0.1',
    'attempt: 2',
  ]);
});

describe('ProgressBar', () => {
  it('tells how far it is, and how much is done while the whole is unknown', () => {
    const { rerender } = render(
      <ProgressBar label="Syncing shop-prod" done={400} total={1200} unit="keys" />,
    );
    const bar = screen.getByRole('progressbar', { name: 'Syncing shop-prod' });
    expect(bar.getAttribute('aria-valuenow')).toBe('400');
    expect(bar.getAttribute('aria-valuetext')).toBe('400 of 1,200 keys');
    rerender(<ProgressBar label="Syncing shop-prod" done={400} total={null} unit="keys" />);
    expect(bar.hasAttribute('aria-valuenow')).toBe(false);
    expect(bar.getAttribute('aria-valuetext')).toBe('400 keys');
  });
});

describe('toasts', () => {
  it('are told politely, go by themselves, and stay when they report a failure', () => {
    vi.useFakeTimers();
    try {
      render(
        <TooltipProvider>
          <ToastRegion />
        </TooltipProvider>,
      );
      act(() => {
        showToast({ message: 'Key created.' });
        showToast({ tone: 'danger', message: 'The order was not saved.' });
      });
      expect(screen.getByRole('status').textContent).toContain('Key created.');
      act(() => {
        vi.advanceTimersByTime(10_000);
      });
      expect(screen.queryByText('Key created.')).toBeNull();
      expect(screen.getByText('The order was not saved.')).toBeDefined();
    } finally {
      vi.useRealTimers();
    }
  });

  it('run their action once and go', async () => {
    const onClick = vi.fn();
    render(
      <TooltipProvider>
        <ToastRegion />
      </TooltipProvider>,
    );
    act(() => showToast({ message: 'Key deleted.', action: { label: 'Restore', onClick } }));
    await userEvent.click(screen.getByRole('button', { name: 'Restore' }));
    expect(onClick).toHaveBeenCalledOnce();
    expect(screen.queryByText('Key deleted.')).toBeNull();
  });

  it('do not pile up when the same is said again', () => {
    render(
      <TooltipProvider>
        <ToastRegion />
      </TooltipProvider>,
    );
    act(() => {
      showToast({ tone: 'note', message: 'shop-prod was not synced.' });
      showToast({ message: 'shop-prod added.' });
      showToast({ tone: 'note', message: 'shop-prod was not synced.' });
    });
    expect(screen.getAllByText('shop-prod was not synced.')).toHaveLength(1);
    expect(screen.getAllByRole('button', { name: 'Dismiss' })).toHaveLength(2);
  });
});

describe('text', () => {
  it('shows markup in names as text', () => {
    render(<SummaryText parts={[{ text: 'Can search ' }, { text: '<img src=x>', style: 'code' }]} />);
    expect(screen.getByText('<img src=x>').tagName).toBe('CODE');
    expect(document.querySelector('img')).toBeNull();
  });

  it('copies a block as it stands', async () => {
    const copy = vi.fn();
    render(
      <TooltipProvider>
        <CopyProvider copy={copy}>
          <CopyableCode label="request as JSON" text={'{"acl":[]}'} />
        </CopyProvider>
      </TooltipProvider>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Copy request as JSON' }));
    expect(copy).toHaveBeenCalledExactlyOnceWith('{"acl":[]}');
  });

  it('has the absolute time behind a relative one', () => {
    const at = Date.now() - 3 * 3_600_000 - 5000;
    render(<RelativeTime at={at} />);
    const time = screen.getByText('3 hours ago');
    expect(time.getAttribute('datetime')).toBe(new Date(at).toISOString());
    expect(time.getAttribute('title')).toMatch(/\d{4}, \d\d:\d\d \S+/);
  });
});
