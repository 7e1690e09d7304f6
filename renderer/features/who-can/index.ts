/** The reverse look-up: which keys may make a request. */
export { WhoCanCommand } from './who-can-command';
export { WhoCanDialog } from './who-can-dialog';
