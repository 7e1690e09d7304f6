import { Component, type ReactNode } from 'react';
import { type AppErrorData, toAppErrorData } from '#shared/errors';
import { Button, ErrorState } from '../ui';

export interface ErrorBoundaryProps {
  /** What failed, for the title: "This screen". */
  readonly part: string;
  /** Nothing else is on the page. */
  readonly whole?: boolean | undefined;
  readonly children: ReactNode;
}

interface State {
  readonly error: AppErrorData | null;
}

/** Keeps a fault in one part of the interface from taking the rest with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(thrown: unknown): State {
    return { error: toAppErrorData(thrown) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <ErrorState
        title={`${this.props.part} cannot be shown`}
        error={error}
        whole={this.props.whole}
        onRetry={() => this.setState({ error: null })}
        actions={<Button onClick={() => window.location.reload()}>Reload the window</Button>}
      />
    );
  }
}
