-- Looking again at a wiki whose running site gave no answer when it was made or brought back (`probe_due`), and securing
-- it when it runs without its owner: an operation of nobody's, of kind restore, as in opening.sql.

-- Asked at once and then after as long as the wiki has been there, from half a minute to an hour. Of `p_domain` only if
-- nobody else has looked since it was due at `p_due`.
CREATE OR REPLACE FUNCTION postpone_probe(p_domain text, p_due timestamptz) RETURNS void LANGUAGE sql AS $$
  UPDATE site
    SET probe_due = clock_timestamp()
      + least(greatest(clock_timestamp() - created_at, interval '30 seconds'), interval '1 hour')
    WHERE domain = p_domain AND probe_due = p_due;
$$;

-- It wasn't asked, since the farm told nothing: that says nothing of how long the wiki will stay silent.
CREATE OR REPLACE FUNCTION retry_probe(p_domain text, p_due timestamptz) RETURNS void LANGUAGE sql AS $$
  UPDATE site SET probe_due = clock_timestamp() + interval '30 seconds' WHERE domain = p_domain AND probe_due = p_due;
$$;

-- It shows its owner: nothing is due any more.
CREATE OR REPLACE FUNCTION end_probing(p_domain text, p_due timestamptz) RETURNS void LANGUAGE sql AS $$
  UPDATE site SET probe_due = NULL WHERE domain = p_domain AND probe_due = p_due;
$$;

-- Leave to make a wiki read-only on the farm that runs without its owner there, or null while something else is done
-- with it: what else may be on its way does no harm that the next sweep doesn't mend, but for a delete. Here it is
-- secured from now on, so that a later sweep sends again when the farm still has it as active: an earlier request like
-- this one may be on its way all the same; whoever asks for leave has seen that. `securing_at` tells the operation from
-- one that opens.
CREATE OR REPLACE FUNCTION begin_closing(p_domain text) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  target site;
  begun uuid;
BEGIN
  SELECT * INTO target FROM site
    WHERE domain = p_domain AND operation_id IS NULL
      AND (state = 'active' AND probe_due IS NOT NULL OR state = 'readonly' AND secured_at IS NOT NULL)
    FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND OR EXISTS (
      SELECT FROM operation WHERE domain = p_domain AND quiet_until > clock_timestamp()
        AND (kind = 'delete' OR state = 'sent')) THEN
    RETURN NULL;
  END IF;
  UPDATE site SET state = 'readonly', secured_at = coalesce(secured_at, clock_timestamp()), probe_due = NULL,
      farm_status = 'active'
    WHERE id = target.id;
  IF NOT ledger_may_try_again(target, closing => true) THEN
    RETURN NULL;
  END IF;
  begun := ledger_send_for_nobody(target);
  UPDATE operation SET securing_at = last_sent_at WHERE id = begun;
  RETURN begun;
END $$;

-- `closed`, `refused`, or `inDoubt`, which keeps the wiki quiet.
CREATE OR REPLACE FUNCTION end_closing(p_operation_id uuid, p_end text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  op operation;
BEGIN
  UPDATE operation SET quiet_until = CASE WHEN p_end = 'inDoubt' THEN quiet_until END WHERE id = p_operation_id
    RETURNING * INTO STRICT op;
  IF p_end = 'closed' THEN
    UPDATE site SET farm_status = 'readonly', confirmed_at = clock_timestamp()
      WHERE id = op.site_id AND state = 'readonly' AND operation_id IS NULL;
    PERFORM ledger_end(op, 'done', 'secured', NULL);
  ELSE
    PERFORM ledger_end(op, 'refused', 'farmDidNotAnswer', NULL);
  END IF;
END $$;
