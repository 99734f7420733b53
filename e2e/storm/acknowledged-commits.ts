// `npm run storm -- --commits [N]`: commits the database acknowledged while it was killed again and again, looked for one by one.
import { setTimeout as pause } from 'node:timers/promises';
import { createPool } from '#lib/db/client.ts';
import { run } from '#lib/db/statement.ts';
import { openCluster } from './database.ts';

const connections = 8;
const kills = 12;

const note = { name: 'storm-note', text: `INSERT INTO storm_commit (number) VALUES ($1)` };

export async function runCommits(wanted: number, say: (line: string) => void): Promise<number> {
  const cluster = await openCluster('commits');
  try {
    const database = await cluster.newDatabase();
    const pool = createPool(database.url, { size: connections });
    await pool.query('CREATE TABLE storm_commit (number integer PRIMARY KEY)');
    const acknowledged: number[] = [];
    const awayMs: number[] = [];
    let next = 0;

    const write = async () => {
      while (acknowledged.length < wanted) {
        const number = next++;
        try {
          await run(pool, note, [number]);
          acknowledged.push(number);
        } catch {
          await pause(20); // not acknowledged: whether it was written is nobody's business
        }
      }
    };
    const kill = async () => {
      for (let times = 1; times <= kills; times++) {
        const due = (wanted * times) / (kills + 1);
        while (acknowledged.length < due) await pause(10);
        awayMs.push(await cluster.killAndRestart());
        say(`killed ${times} times, ${acknowledged.length} commits acknowledged`);
      }
    };
    await Promise.all([kill(), ...Array.from({ length: connections }, write)]);

    const { rows } = await pool.query<{ number: number }>('SELECT number FROM storm_commit');
    const found = new Set(rows.map((row) => row.number));
    const lost = acknowledged.filter((number) => !found.has(number)).length;
    await pool.end();
    await database.drop();
    console.log(JSON.stringify({ acknowledged: acknowledged.length, kills, lost, databaseAwayMs: Math.round(Math.max(...awayMs)) }));
    return lost > 0 ? 1 : 0;
  } finally {
    await cluster.stop();
  }
}
