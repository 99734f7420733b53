// The settings of a shop that is paid through the local Paysera, with the client and project of its seed.
import type { Paysera } from './start-paysera.ts';

export function shopSettings(world: {
  databaseUrl: string;
  shopPort: number;
  shopSecret: string;
  paysera: Paysera;
  logLevel?: string | undefined;
}) {
  const { databaseUrl, shopPort, shopSecret, paysera, logLevel = 'info' } = world;
  return {
    ...surroundings(),
    DATABASE_URL: databaseUrl,
    // Paysera is reached as 127.0.0.1: the two are different sites to the browser, as in life.
    SHOP_URL: `http://localhost:${shopPort}`,
    PORT: String(shopPort),
    HOST: '127.0.0.1',
    SHOP_SECRET: shopSecret,
    // Next would read these from a .env file that is meant for a real shop.
    SHOP_SECRET_PREVIOUS: '',
    SMTP_URL: '',
    MAIL_FROM: '',
    SHOP_NAME: 'Kopa',
    SHOP_OWNER: '301', // Rasa
    PAYSERA_ENVIRONMENT: 'local',
    PAYSERA_CLIENT_ID: 'wkVd93h2uS',
    PAYSERA_MAC_KEY: 'IrdTc8uQodU7PRpLzzLTW6wqZAO6tAMU',
    PAYSERA_PROJECT_ID: '100',
    PAYSERA_WALLET_ID: '5000',
    PAYSERA_CHECK_FUNDS: 'on',
    // The local Paysera counts nobody's calls unless it is told to.
    PAYSERA_CALLS_PER_HOUR: '1000000',
    ORDERS_PER_HOUR: '1000000',
    PAYSERA_API_URL: paysera.https,
    PAYSERA_PAGES_URL: paysera.http,
    PAYSERA_CA_FILE: paysera.ca,
    LOG_LEVEL: logLevel,
  };
}

/** What this machine needs to run a program, without the settings of a real shop that the terminal may hold. */
function surroundings(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(SHOP|PAYSERA|SMTP|MAIL|NEXTAUTH|NEXT)_/.test(name)),
  ) as NodeJS.ProcessEnv;
}
