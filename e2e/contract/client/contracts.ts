import { allowanceContracts } from './allowance-contracts.ts';
import { cardContracts } from './card-contracts.ts';
import type { Contract } from './contract.ts';
import { oauthContracts } from './oauth-contracts.ts';
import { paymentContracts } from './payment-contracts.ts';
import { projectContracts } from './project-contracts.ts';
import { serverContracts } from './server-contracts.ts';
import { transactionContracts } from './transaction-contracts.ts';
import { userContracts } from './user-contracts.ts';
import { walletContracts } from './wallet-contracts.ts';

export const contracts: Contract[] = [
  ...serverContracts,
  ...userContracts,
  ...walletContracts,
  ...paymentContracts,
  ...allowanceContracts,
  ...transactionContracts,
  ...projectContracts,
  ...cardContracts,
  ...oauthContracts,
];

export const nameOf = ({ call, how }: Contract) => (how ? `${call}: ${how}` : call);
