// The storm's own witness in the database: every change of a status is noted as it is made, unknown to the shop, and judged by the auditor.

export const watchMoves = `
  CREATE TABLE storm_move (id bigserial PRIMARY KEY, subject text NOT NULL, was text NOT NULL, became text NOT NULL);
  CREATE FUNCTION storm_note_move() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO storm_move (subject, was, became) VALUES (NEW.id, OLD.status, NEW.status);
    RETURN NULL;
  END $$;
  CREATE TRIGGER storm_attempt_moves AFTER UPDATE OF status ON attempt FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION storm_note_move();
  CREATE TRIGGER storm_order_moves AFTER UPDATE OF status ON shop_order FOR EACH ROW WHEN (OLD.status <> NEW.status) EXECUTE FUNCTION storm_note_move();
`;

/** Written down here once more, on purpose: the tables of the shop cannot excuse themselves. */
export const legalMoves: ReadonlySet<string> = new Set([
  ...['creating created', 'creating abandoned', 'created confirming', 'created releasing', 'created dead', 'created review'],
  ...['confirming confirmed', 'confirming dead', 'confirming review', 'releasing dead', 'releasing review', 'review dead'],
  ...['pending paid', 'pending expired', 'pending cancelled', 'paid refunded'],
]);
