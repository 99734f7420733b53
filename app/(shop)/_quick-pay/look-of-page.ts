// One look at the permission for all that a page draws of it: the button and the card ask Paysera once, and say the same.
import { cache } from 'react';
import { type Look, lookAtPermission } from '#lib/allowances/look-at-permission.ts';
import { services } from '#lib/services.ts';

export const lookOfPage = cache((shopperId: string): Promise<Look> => lookAtPermission(services(), shopperId));
