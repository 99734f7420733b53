/** Said where a permission stands, and the shop has switched paying without a PIN off (settings, one-click). */
export const askingWords = 'The shop has switched paying without a PIN off for now, so every order asks for it.';
