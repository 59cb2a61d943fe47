-- Until when a request of the operation may still reach the farm; null: it sent none.
CREATE OR REPLACE FUNCTION ledger_late_until(op operation) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT greatest(op.last_sent_at, op.securing_at) + ledger_quiet_time();
$$;

-- Whether a request of another operation may still reach the operation's site: until then nothing else changes it. The
-- same member's repeat of the same thing wishes for what is on its way.
CREATE OR REPLACE FUNCTION ledger_quiet(op operation) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM operation other
    WHERE other.domain = op.domain AND other.id <> op.id AND other.quiet_until > clock_timestamp()
      AND NOT (other.kind = op.kind AND other.user_id IS NOT DISTINCT FROM op.user_id));
$$;

-- An operation that takes over the row of another one takes over what that one sent: it may still be on its way.
CREATE OR REPLACE FUNCTION ledger_inherit(op operation, p_from uuid) RETURNS operation LANGUAGE plpgsql AS $$
BEGIN
  UPDATE operation SET state = 'sent', last_sent_at = earlier.last_sent_at, securing_at = earlier.securing_at
    FROM operation earlier
    WHERE operation.id = op.id AND earlier.id = p_from AND earlier.last_sent_at IS NOT NULL;
  SELECT * INTO STRICT op FROM operation WHERE id = op.id;
  RETURN op;
END $$;
