// What is said while the database is away: by the page the server sends, and by the one a browser shows when its form met none.

export const awayTitle = 'The shop is away for a moment';
export const awayText = 'Your cart and your orders are safe. Nothing was changed and nothing was charged just now.';
export const awayNext = 'This page goes on by itself, usually within a minute.';

/** What a program is told, and how a form's page knows this answer from every other. */
export const awayLine = `${awayTitle}. Nothing was changed.\n`;
