-- Settling: what an operation in doubt came to, told by the farm.

-- Something of the operation may be on its way to the farm: no attempt may send any more, and the farm is to be asked.
CREATE OR REPLACE FUNCTION ledger_in_doubt(op operation) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  UPDATE operation SET fence = ledger_no_more_sending(), quiet_until = ledger_late_until(operation)
    WHERE id = op.id;
  RETURN ledger_answer(op, 'unknown', NULL) || ledger_holding(op);
END $$;

-- Ends an operation in doubt by what the farm said (as in settle_operation, with `secured` and `message` where the
-- running site was looked at); NULL when that isn't final. What was wished for is final whenever it is seen. That it
-- isn't there is final only when no request can arrive any more.
CREATE OR REPLACE FUNCTION ledger_settled(op operation, step jsonb, code text, farm jsonb)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  absent boolean := farm = 'null';
  live boolean := NOT absent AND farm->>'status' <> 'archived';
  verdict text := CASE WHEN op.kind = 'create' AND NOT absent THEN ledger_verdict(op, farm) END;
BEGIN
  IF farm IS NULL THEN
    RETURN NULL;
  ELSIF op.kind = 'delete' AND NOT absent AND NOT live THEN
    RETURN ledger_deleted(op, true);
  ELSIF op.kind = 'restore' AND live THEN
    RETURN ledger_restored(op, farm, farm->>'message');
  ELSIF verdict IN ('go', 'adopt') THEN
    RETURN ledger_created(op, farm, farm->>'message');
  -- The farm writes the owner last, so a site without one may become the operation's own.
  ELSIF (verdict IS NULL OR farm->>'ownerName' = 'Unknown')
    AND ledger_late_until(op) > clock_timestamp() THEN
    RETURN NULL;
  ELSIF verdict IS NOT NULL THEN
    RETURN ledger_not_created(op, step, verdict, farm);
  ELSIF op.kind = 'delete' AND absent THEN
    RETURN ledger_deleted(op, false);
  ELSIF op.kind = 'restore' AND absent THEN
    RETURN ledger_lost(op, step);
  END IF;
  PERFORM ledger_release(op);
  RETURN ledger_refuse(op, step, code);
END $$;

-- Takes over an operation whose workflow has ended without a known outcome, or is gone. The outcome that it has, or ends
-- with here since nothing of it is on its way; or `unknown`: the farm is to be asked. Of `step` it reads the sentences.
CREATE OR REPLACE FUNCTION begin_settling(p_operation_id uuid, step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation;
BEGIN
  SELECT * INTO STRICT op FROM operation WHERE id = p_operation_id FOR NO KEY UPDATE;
  IF op.ended_at IS NOT NULL THEN
    RETURN ledger_answer(op, op.outcome, op.message) || ledger_holding(op);
  ELSIF op.state = 'sent' THEN
    RETURN ledger_in_doubt(op);
  END IF;
  PERFORM ledger_release(op);
  RETURN ledger_refuse(op, step, CASE WHEN op.deadline < clock_timestamp() THEN 'gaveUp' ELSE 'unexpected' END);
END $$;

-- Ends it by what the farm said (as in settle_operation), once; what isn't final yet is, or stays, unknown.
CREATE OR REPLACE FUNCTION settle_unknown(p_operation_id uuid, step jsonb, farm jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation;
BEGIN
  SELECT * INTO STRICT op FROM operation WHERE id = p_operation_id FOR NO KEY UPDATE;
  IF op.ended_at IS NOT NULL AND op.state <> 'unknown' THEN
    RETURN ledger_answer(op, op.outcome, op.message);
  ELSIF NOT EXISTS (SELECT FROM site WHERE operation_id = op.id) THEN
    -- The same member asked again. While that isn't over, it must know what this one may have made.
    IF NOT EXISTS (SELECT FROM site WHERE domain = op.domain AND operation_id IS NOT NULL) THEN
      -- Nobody asked for the opening of a secured wiki: the next sweep tries again.
      RETURN CASE WHEN op.user_id IS NULL THEN ledger_end(op, 'refused', 'farmDidNotAnswer', NULL)
        ELSE ledger_refuse(op, step, 'takenOver') END;
    END IF;
    farm := NULL;
  END IF;
  RETURN coalesce(ledger_settled(op, step, 'farmDidNotAnswer', farm),
    ledger_end(op, 'unknown', 'unknown', step->'sentences'->>'unknown'));
END $$;
