import type { Client } from '../world/records.ts';

/** Whether an address belongs to a host the client registered: host, and port, path and protocol where the entry names them. */
export function isRegistered(client: Client, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  return client.hosts.some((entry) => {
    const sameHost = url.hostname === entry.host || (entry.any_subdomain === true && url.hostname.endsWith(`.${entry.host}`));
    const samePort = entry.any_port === true || (entry.port === undefined ? port === 443 || port === 80 : port === entry.port);
    const sameProtocol = entry.protocol === undefined || url.protocol === `${entry.protocol}:`;
    return sameHost && samePort && sameProtocol && url.pathname.startsWith(entry.path ?? '/');
  });
}
