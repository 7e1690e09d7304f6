/** Requests that are decided here, without being sent: beside the editor, in the details, and over all keys. */
export { ChangeWords } from './change-words';
export { RequestFields, type RequestFieldsProps } from './request-fields';
export { Simulator } from './simulator';
export { useSimulatorOpen, setSimulatorOpen } from './simulator-store';
export { closeWhoCan, openWhoCan, useWhoCanQuestion, type WhoCanQuestion } from './who-can-store';
export { deciderWords } from './words';
