// The same work by a bare program: the same tables written by as many statements, the same signed calls, with pg and undici alone.
// It imports nothing of the shop: no queue, no diary of calls, no breaker, no checks of what Paysera says.
import { createHash, createHmac, createPublicKey, type KeyObject, randomBytes, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import pg from 'pg';
import { Pool } from 'undici';
import { runTurn } from './run-turn.ts';
import { type BenchWorld, richWallets, type Turn, variants } from './world.ts';

const world = JSON.parse(process.argv[2] as string) as BenchWorld;
const { settings } = world;
const api = new URL(settings.PAYSERA_API_URL as string);
const database = new pg.Pool({ connectionString: world.databaseUrl, max: 24 });
const paysera = new Pool(api.origin, { connections: 32, connect: { ca: readFileSync(settings.PAYSERA_CA_FILE as string, 'utf8') } });
const control = new Pool(world.control.url, { connections: 40 });
const waiting = new Map<string, () => void>();
const publicKey = await readPublicKey();
const id = (prefix: string) => `${prefix}_${randomBytes(13).toString('hex')}`;

async function call(method: 'GET' | 'POST' | 'PUT', path: string, json?: unknown): Promise<Record<string, never>> {
  const body = json === undefined ? '' : JSON.stringify(json);
  const ts = String(Math.floor(Date.now() / 1000));
  const nonce = randomBytes(24).toString('base64url');
  const hash = body && `body_hash=${encodeURIComponent(createHash('sha256').update(body).digest('base64'))}&`;
  const ext = `${hash}project_id=${settings.PAYSERA_PROJECT_ID}`;
  const mac = createHmac('sha256', settings.PAYSERA_MAC_KEY as string)
    .update(`${[ts, nonce, method, path, api.hostname, api.port || '443', ext].join('\n')}\n`)
    .digest('base64');
  const authorization = `MAC id="${settings.PAYSERA_CLIENT_ID}", ts="${ts}", nonce="${nonce}", mac="${mac}", ext="${ext}"`;
  const answer = await paysera.request({
    method,
    path,
    headers: { authorization, 'content-type': 'application/json' },
    body: body || null,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
  return JSON.parse(text);
}

const sql = (name: string, text: string) => (values: unknown[]) => database.query({ name, text, values });

const fillCart = sql(
  'fill',
  `WITH c AS (INSERT INTO cart (id, token_hash, updated_at) VALUES ($1, $2, now()) RETURNING id)
   INSERT INTO cart_line (cart_id, variant_id, quantity, seen_price_minor) SELECT c.id, v.id, 1, v.price_minor FROM c, product_variant v WHERE v.id = $3`,
);
const place = sql(
  'place',
  `WITH wanted AS (
     SELECT c.id AS cart_id, c.version, l.quantity, v.id AS variant_id, v.sku, v.price_minor, v.currency, p.slug, p.title
     FROM cart c JOIN cart_line l ON l.cart_id = c.id JOIN product_variant v ON v.id = l.variant_id JOIN product p ON p.id = v.product_id
     WHERE c.id = $1 ORDER BY v.id FOR UPDATE OF c, v
   ), placed AS (
     INSERT INTO shop_order (id, environment, status, cart_id, cart_version, email, language, total_minor, currency, placed_at, expires_at, updated_at)
     SELECT $2, 'local', 'pending', cart_id, version, $4, 'en', price_minor * quantity, currency, now(), now() + interval '1 hour', now() FROM wanted RETURNING *
   ), lines AS (
     INSERT INTO order_line (order_id, position, variant_id, sku, slug, title, picture, unit_price_minor, quantity, line_total_minor)
     SELECT $2, 1, variant_id, sku, slug, title, '{}', price_minor, quantity, price_minor * quantity FROM wanted
   ), held AS (
     UPDATE product_variant v SET stock_on_hand = v.stock_on_hand - w.quantity, stock_reserved = v.stock_reserved + w.quantity FROM wanted w WHERE v.id = w.variant_id
   ), diary AS (
     INSERT INTO audit_event (at, order_id, attempt_id, kind, source, summary) VALUES (now(), $2, $3, 'order-placed', 'shopper', 'Order placed, goods held')
   )
   INSERT INTO attempt (id, order_id, environment, number, status, amount_minor, currency, created_at, updated_at)
   SELECT $3, id, 'local', 1, 'creating', total_minor, currency, now(), now() FROM placed`,
);
const take = sql(
  'take',
  `UPDATE attempt SET creation_claim = $2, creation_started_at = now(), updated_at = now() WHERE id = $1 AND creation_claim IS NULL`,
);
const readLines = sql('lines', 'SELECT title, unit_price_minor::text AS price, quantity FROM order_line WHERE order_id = $1');
const storeKey = sql(
  'key',
  `WITH d AS (INSERT INTO audit_event (at, order_id, attempt_id, kind, source, summary) VALUES (now(), $3, $1, 'paysera-create', 'shopper', 'Created'))
   UPDATE attempt SET status = 'created', transaction_key = $2, provider_status = 'new', next_read_at = now() + interval '1 hour', updated_at = now() WHERE id = $1`,
);
const keepCallback = sql(
  'inbox',
  `INSERT INTO callback_inbox (environment, hash, day, verdict, event, sign, event_type, transaction_key, received_at)
   VALUES ('local', $1, '1970-01-01', 'accepted', $2, $3, $4, $5, now()) ON CONFLICT DO NOTHING`,
);
const findAttempt = sql(
  'find',
  `SELECT a.id, a.order_id, o.cart_id FROM attempt a JOIN shop_order o ON o.id = a.order_id WHERE a.environment = 'local' AND a.transaction_key = $1`,
);
const claim = sql(
  'claim',
  `WITH d AS (INSERT INTO audit_event (at, order_id, attempt_id, kind, source, summary) VALUES (now(), $2, $1, 'attempt-confirming', 'callback', 'Claimed'))
   UPDATE attempt SET status = 'confirming', provider_status = 'reserved', updated_at = now() WHERE id = $1 AND status = 'created'`,
);
const settle = sql(
  'settle',
  `WITH captured AS (
     UPDATE attempt SET status = 'confirmed', provider_status = 'confirmed', next_read_at = NULL, updated_at = now() WHERE id = $1 AND status = 'confirming' RETURNING *
   ), paid AS (
     UPDATE shop_order o SET status = 'paid', paid_at = now(), stock_held = false, updated_at = now() FROM captured WHERE o.id = captured.order_id RETURNING o.id, o.cart_id
   ), sold AS (
     UPDATE product_variant v SET stock_reserved = v.stock_reserved - l.quantity, stock_sold = v.stock_sold + l.quantity
     FROM order_line l JOIN paid ON l.order_id = paid.id WHERE v.id = l.variant_id
   ), booked AS (
     INSERT INTO ledger_entry (order_id, attempt_id, environment, account, kind, amount_minor, currency, at)
     SELECT order_id, id, environment, side.account, 'sale', amount_minor * side.sign, currency, now() FROM captured, (VALUES ('wallet', 1), ('sales', -1)) AS side(account, sign)
   ), receipt AS (INSERT INTO outbox (id, order_id, kind, created_at) SELECT $2, id, 'receipt', now() FROM paid
   ), emptied AS (DELETE FROM cart_line USING paid WHERE cart_line.cart_id = paid.cart_id)
   INSERT INTO audit_event (at, order_id, attempt_id, kind, source, summary) SELECT now(), id, $1, 'order-paid', 'callback', 'Paid' FROM paid`,
);
const sendReceipt = sql(
  'receipt',
  `WITH sent AS (UPDATE outbox SET sent_at = now() WHERE id = $1 RETURNING id)
   INSERT INTO sent_mail (id, recipient, subject, plain, html, sent_at) SELECT id, $2, $3, $4, $4, now() FROM sent`,
);

async function buy(number: number): Promise<number> {
  const [cart, order, attempt] = [id('crt'), id('ord'), id('att')];
  await fillCart([cart, randomBytes(32), `var_bench${number % variants}`]);
  const started = performance.now();
  await place([cart, order, attempt, `buyer${number}@example.lt`]);
  const paid = new Promise<void>((resolve) => waiting.set(attempt, resolve));
  await take([attempt, id('clm')]);
  const { rows } = await readLines([order]);
  const { transaction_key: key } = await call('POST', '/rest/v1/transaction', {
    payments: [
      {
        description: 'Bench',
        price_decimal: '18.40',
        currency: 'EUR',
        items: rows.map((row) => ({ title: row.title, price_decimal: '18.40', currency: 'EUR', quantity: row.quantity })),
        beneficiary: { id: Number(settings.PAYSERA_WALLET_ID) },
        parameters: { order, attempt },
      },
    ],
    reserve: { for: 86_400 },
    use_allowance: false,
    auto_confirm: false,
    redirect_uri: `${settings.SHOP_URL}/orders/${order}/return`,
    callback_uri: `${settings.SHOP_URL}/api/paysera/callback/local`,
  });
  await storeKey([attempt, key, order]);
  const accepted = await control.request({
    method: 'POST',
    path: `/transactions/${key}/accept`,
    headers: { authorization: `Bearer ${world.control.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ wallet: richWallets[number % richWallets.length] }),
  });
  await accepted.body.text();
  await paid;
  waiting.delete(attempt);
  return performance.now() - started;
}

async function capture(key: string): Promise<void> {
  const { rows } = await findAttempt([key]);
  const { id: attempt, order_id: order } = rows[0];
  const path = `/rest/v1/transaction/${key}`;
  await call('GET', path);
  if ((await claim([attempt, order])).rowCount === 0) return;
  await call('PUT', `${path}/confirm`, {});
  await call('GET', path);
  const outbox = id('out');
  await settle([attempt, outbox]);
  waiting.get(attempt)?.();
  await sendReceipt([outbox, 'buyer@example.lt', 'Receipt', 'Thank you.']);
}

const listener = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const event = form.get('event') ?? '';
    const sign = form.get('sign') ?? '';
    if (!verify('sha256', Buffer.from(event), publicKey, Buffer.from(sign, 'base64'))) return void response.writeHead(403).end();
    const { type, data } = JSON.parse(event);
    await keepCallback([createHash('sha256').update(event).digest(), event, sign, type, data.transaction_key]);
    response.writeHead(200).end('OK');
    capture(data.transaction_key).catch(fail);
  });
}).listen(world.port, '127.0.0.1');

async function readPublicKey(): Promise<KeyObject> {
  const answer = await paysera.request({ method: 'GET', path: '/publickey' });
  return createPublicKey(await answer.body.text());
}

process.on('message', (turn: Turn | 'stop') => {
  if (turn !== 'stop') return void runTurn(turn, buy).then((result) => process.send?.(result), fail);
  listener.close();
  process.exit(0);
});
process.send?.('ready');

function fail(error: unknown): never {
  console.error(error);
  process.exit(1);
}
