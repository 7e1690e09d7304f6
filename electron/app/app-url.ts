/** The only origin that a window of Castellan shows and that the bridge listens to. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'castellan';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;
export const APP_PAGE = `${APP_ORIGIN}/index.html`;
export const FAILURE_PAGE = `${APP_ORIGIN}/failure.html`;
