// Who can log in at the local Paysera: its default seed, relied on by tests.
export type Person = { name: string; email: string; pin: string };

export const ona: Person = { name: 'Ona', email: 'ona@example.lt', pin: '1234' }; // €500.00 in wallet 14471
export const jonas: Person = { name: 'Jonas', email: 'jonas@example.lt', pin: '2345' }; // €20.00 in wallet 14472
export const egle: Person = { name: 'Eglė', email: 'egle@example.lt', pin: '3456' }; // €5,000.00 in wallet 14473, and more
export const rasa: Person = { name: 'Rasa', email: 'rasa@example.lt', pin: '4567' }; // operates Kopa's account, owns the desk
