-- The last step of an operation that failed with `code`. Nothing on its way: it gives back what it held and ends.
-- Otherwise the answer is `unknown`, no attempt that still runs may send any more, and the farm is to be asked.
CREATE OR REPLACE FUNCTION conclude_operation(step jsonb, code text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := ledger_recorded(op, step);
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF op.state = 'sent' THEN
    UPDATE operation SET fence = ledger_no_more_sending() WHERE id = op.id;
    RETURN ledger_answer(op, 'unknown', NULL);
  END IF;
  PERFORM ledger_release(op);
  RETURN ledger_refuse(op, step, code);
END $$;

-- Ends what conclude_operation left open, by what the farm said: the site, JSON null when it has none, or SQL NULL when
-- it gave no answer, which leaves the row as it is.
CREATE OR REPLACE FUNCTION settle_operation(step jsonb, code text, farm jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := ledger_recorded(op, step);
  absent boolean := farm = 'null';
  archived boolean := coalesce(farm->>'status' = 'archived', false);
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF farm IS NULL THEN
    RETURN ledger_end(op, 'unknown', 'unknown', step->'sentences'->>'unknown');
  ELSIF op.kind = 'delete' AND (absent OR archived) THEN
    RETURN ledger_deleted(op, archived);
  ELSIF op.kind = 'create' AND NOT absent THEN
    IF NOT archived AND ledger_made_by(op, farm) THEN
      RETURN ledger_created(op, farm, NULL);
    END IF;
    code := 'alreadyExists';
  END IF;
  PERFORM ledger_release(op);
  RETURN ledger_refuse(op, step, code);
END $$;
