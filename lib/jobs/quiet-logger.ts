// graphile-worker writes sentences to the console of its own accord; ours is one JSON line per event, so it is told to be quiet.
import { Logger } from 'graphile-worker';

export const quietLogger = new Logger(() => () => {});
