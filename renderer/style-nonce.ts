const place = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]');

/**
 * Lets style elements made at run time pass the content security policy (electron/app/csp.ts): the style loader
 * of the dialog and menu parts looks for the nonce under this global name.
 */
Object.assign(globalThis, { __webpack_nonce__: place?.nonce });

export {};
