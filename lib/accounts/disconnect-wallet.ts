// "Disconnect": Paysera takes the permission back first, then we forget it. The other way round a permission could stay that nobody
// here knows of any more. Signing in is connecting, so whoever disconnects is signed out, on every device.
import { turnOffQuickPay } from '#lib/allowances/turn-off-quick-pay.ts';
import { PayseraError, Refused } from '#lib/paysera/errors.ts';
import type { Services } from '#lib/services.ts';
import { SealBroken } from './sealed-box.ts';
import { closeSessionsOf } from './session-store.ts';
import { findConnectedWallet, readWalletToken, removeWalletToken } from './wallet-token-store.ts';

export type Disconnection = { kind: 'disconnected' } | { kind: 'unavailable' };

export async function disconnectWallet(s: Services, shopperId: string): Promise<Disconnection> {
  const connected = await findConnectedWallet(s, shopperId);
  try {
    const token = connected && (await readWalletToken(s, shopperId));
    if (token) await s.paysera.oauth.revoke(token.accessToken);
  } catch (error) {
    if (error instanceof PayseraError && !hasNothingToRevoke(error)) return { kind: 'unavailable' };
    if (!(error instanceof PayseraError || error instanceof SealBroken)) throw error;
    s.log.warn({ error }, 'A wallet was disconnected that Paysera no longer knew, or nobody could read');
  }
  // A permission without a connected owner would be one that nobody here could see or turn off.
  await turnOffQuickPay(s, { shopperId, by: 'disconnect' });
  if (connected) await removeWalletToken(s, connected.tokenId);
  await closeSessionsOf(s, shopperId);
  return { kind: 'disconnected' };
}

/** The token has ended at Paysera already. Its being busy, or our own credentials being wrong, says nothing of the kind. */
function hasNothingToRevoke(error: PayseraError): boolean {
  return error instanceof Refused && (error.code === 'invalid_grant' || error.code === 'not_found');
}
