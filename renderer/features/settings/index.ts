/** The settings of the profile and the diagnostics of the installation. */
export { DiagnosticsCommands } from './diagnostics-section';
export { SettingsScreen } from './settings-screen';
