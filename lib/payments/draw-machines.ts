// Draws both status machines from their tables, for the README beside this file; a test sees to it that the drawing stays true.
import { orderStatuses } from '../orders/order-status.ts';
import { attemptStatuses } from './attempt-status.ts';

type Table = Record<string, { terminal: boolean; next: readonly string[] }>;

export function drawMachine(table: Table, first: string): string {
  const lines = ['```mermaid', 'stateDiagram-v2', `  [*] --> ${first}`];
  for (const [status, { terminal, next }] of Object.entries(table)) {
    for (const to of next) lines.push(`  ${status} --> ${to}`);
    if (terminal) lines.push(`  ${status} --> [*]`);
  }
  return [...lines, '```'].join('\n');
}

export const attemptDrawing = drawMachine(attemptStatuses, 'creating');
export const orderDrawing = drawMachine(orderStatuses, 'pending');
