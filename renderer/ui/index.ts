/** The design system: everything the features may use of it. Components get data and callbacks, never the bridge. */
export { Banner, type BannerProps } from './banner';
export { Button, type ButtonProps, type ButtonVariant, IconButton, type IconButtonProps } from './button';
export {
  Checkbox,
  type CheckboxProps,
  RadioGroup,
  type RadioGroupProps,
  type RadioOption,
  Segmented,
  Switch,
  type SwitchProps,
} from './choices';
export { Code, CodeBlock, CopyableCode, type CopyableCodeProps, SummaryText } from './code';
export { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog';
export { CopyProvider, type CopyText, useCopyText } from './copy-context';
export { BareDialog, type BareDialogProps, Dialog, type DialogProps } from './dialog';
export { useEscape } from './escape';
export { Field, FieldGroup, type FieldNote, FieldNotes, type FieldProps, type GroupProps } from './field';
export {
  NumberInput,
  type NumberInputProps,
  parseWhole,
  SecretInput,
  type SecretInputProps,
  Select,
  type SelectOption,
  type SelectProps,
  TextArea,
  type TextAreaProps,
  TextInput,
  type TextInputProps,
} from './inputs';
export { Grid, type GridColumn, GRID_HEADER, type GridProps, GridRow, type GridRowProps } from './grid';
export { Kbd } from './kbd';
export {
  Menu,
  MenuCheckboxItem,
  type MenuChoice,
  MenuItem,
  type MenuItemProps,
  MenuLabel,
  type MenuProps,
  MenuRadioGroup,
  MenuSeparator,
} from './menu';
export { type DescriptionItem, DescriptionList, PanelCard, VisuallyHidden } from './panel';
export { PortalRegion } from './portal';
export { whenReleased } from './press';
export { ProgressBar, type ProgressBarProps } from './progress-bar';
export { RelativeTime, useNow } from './relative-time';
export { ResizeHandle } from './resize-handle';
export { type RowWindowControl, useRowWindow } from './use-row-window';
export { Sheet, SheetHost, type SheetProps, type SheetSection } from './sheet';
export { Spinner } from './spinner';
export { SplitPane, type SplitPaneProps } from './split-pane';
export { EmptyState, ErrorState, errorDetails, Skeleton } from './states';
export { submitOnKeys } from './submit';
export { TabList, TabPanel, type TabItem, Tabs } from './tabs';
export { EnvironmentTag, Tag, type Tone } from './tag';
export { formatCount, formatDate, formatDuration, formatInstant, formatPast, formatRelative } from './time';
export { dismissToast, showToast, type ToastInput, ToastRegion } from './toast';
export { Tooltip, TooltipProvider } from './tooltip';
